/** Which elements a browser ends or moves where others begin and end: https://html.spec.whatwg.org/multipage/parsing.html, 13.2.4 to 13.2.6. */

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const withNames = (set: ReadonlySet<string>, list: string): ReadonlySet<string> => new Set([...set, ...names(list)]);

export const NONE = new Set<string>();

/** Elements without content. */
export const VOID = names(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr',
);

/** What stands in a page's head. */
export const OF_HEAD = names('base basefont bgsound link meta title style script noscript template noframes');

/** What holds programs, no text. */
export const PROGRAMS = names('script style');

export const HEADINGS = names('h1 h2 h3 h4 h5 h6');

/** Boxes that end a paragraph that nothing has ended. */
export const ENDS_PARAGRAPH = names(
  'address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp',
);

/** What changes the type of a text: where its end stands in a box that it holds, it ends there and the box goes on. */
export const FORMATTING = names('a b big code em font i nobr s small strike strong tt u');

/** Elements of running text. */
export const WORDS = withNames(FORMATTING, 'abbr bdi bdo cite data del dfn ins label mark q span sub sup time var');

/** What a browser with scripts does not read: nothing within reaches out of it. */
export const UNREAD = names('noscript iframe noembed noframes');

/** What the end of a kind of text does not reach out of. */
export const SPECIAL = withNames(
  UNREAD,
  'address applet article aside blockquote body button caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup html li main marquee menu nav object ol p plaintext pre search section select summary table tbody td template textarea tfoot th thead tr ul xmp',
);

/** What the end of a box does not reach out of. */
export const SCOPE = withNames(UNREAD, 'applet caption html body table td th marquee object template svg math');
export const PARAGRAPH_SCOPE = withNames(SCOPE, 'button');
export const LIST_SCOPE = withNames(SCOPE, 'ol ul');
export const TABLE_SCOPE = withNames(UNREAD, 'html body table template');
/** What the beginning of a table does not reach out of, to one whose parts alone may stand there. */
export const CELL_SCOPE = withNames(TABLE_SCOPE, 'caption td th');
export const FORMATTING_SCOPE = withNames(UNREAD, 'applet caption html body td th marquee object template');
/** What the beginning of an item of a list does not reach out of, to the item before it. */
export const ITEM_SCOPE: ReadonlySet<string> = new Set(
  [...SPECIAL].filter((name) => !/^(?:address|div|p)$/.test(name)),
);

/** Items that end where another begins. */
export const ITEMS: Readonly<Record<string, readonly string[]>> = {
  li: ['li'],
  dd: ['dd', 'dt'],
  dt: ['dd', 'dt'],
  option: ['option'],
  optgroup: ['option'],
};

/** The parts of a table, and what each stands in. */
export const TABLE_PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  caption: names('table'),
  colgroup: names('table'),
  col: names('colgroup table'),
  tbody: names('table'),
  thead: names('table'),
  tfoot: names('table'),
  tr: names('tbody thead tfoot table'),
  td: names('tr tbody thead tfoot table'),
  th: names('tr tbody thead tfoot table'),
};

/** What holds nothing but a table's parts: what else is written there stands before the table. */
export const TABLE_FRAME = names('table tbody thead tfoot tr colgroup');

/** HTML's own elements, which end a drawing or a formula that nothing has ended. */
export const ENDS_DRAWING = withNames(
  ENDS_PARAGRAPH,
  'b big br code em embed i img nobr ruby s small span strong strike sub sup tt u var',
);
