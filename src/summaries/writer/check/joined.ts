/** Without the letters that join on: «لبوتين» and «وبوتين» are «بوتين». */
export function bareOf(key: string): string {
  return key.replace(/^[وف]?[لبك]?(?=\p{L}{3})/u, '');
}

/** «2,314» and «2٬314» are 2314. */
export function ungrouped(key: string): string {
  return key.replace(/(?<=\d)[,٬](?=\d{3}(?!\d))/g, '');
}
