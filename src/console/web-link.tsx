/** A link out of the console, when the address is one that a browser may open; else the words alone. */
export function WebLink({ to, children }: { readonly to: string; readonly children: string }) {
  const words = <bdi>{children}</bdi>;
  if (!URL.canParse(to) || !/^https?:$/.test(new URL(to).protocol)) return words;
  return (
    <a href={to} rel="noreferrer">
      {words}
    </a>
  );
}
