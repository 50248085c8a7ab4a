/** Parameters that say where a click came from, not what is shown, by who adds them. */
const trackingNames = [
  // Analytics: Urchin and Google, Matomo, AT Internet, Webtrekk, Adobe, Nielsen.
  'utm[_-]\\w+|mtm_\\w+|matomo_\\w+|pk_\\w+|piwik_\\w+|at_\\w+|xtor|wt_z?mc|s_cid|ns_\\w+|_ga|_gl|_openstat',
  // Advertisements: Google, Microsoft, Yandex, TikTok, Reddit, Snapchat, Pinterest, LinkedIn, Outbrain, Taboola, Impact.
  'gclid|gclsrc|gad|gad_\\w+|gbraid|wbraid|dclid|srsltid|msclkid|yclid|ysclid|ttclid|rdt_cid|sccid|epik|li_fat_id|dicbo',
  'tblci|irclickid|irgwc|rb_clickid|wickedid|taid|hsa_\\w+',
  // Networks where links are shared: Facebook, Instagram, Threads, X, LinkedIn, Yahoo, Google Translate.
  'fbclid|fb_\\w+|mibextid|sfnsn|__cft__.*|__tn__|igshid|igsh|xmt|twclid|ref_src|ref_url|__twitter_impression|trk|trk_\\w+',
  'guccounter|guce_referrer\\w*|soc_src|soc_trk|_x_tr_\\w+|wprov|_branch_(?:match_id|referrer)',
  // Newsletters: Mailchimp, HubSpot, Marketo, Vero, Omeda, MailerLite, ConvertKit, Drip, Dotdigital, Eloqua, Blueshift.
  'mc_cid|mc_eid|_hsenc|_hsmi|__hs\\w+|hsctatracking|mkt_tok|vero_id|oly_anon_id|oly_enc_id|ml_subscriber(?:_hash)?',
  'ck_subscriber_id|__s|dm_i|elqtrackid|bbeml',
  // Houses' own: BBC, CNN, DW, MSN, New York Times and others.
  'cmpid|ncid|ocid|smid|ex_cid|maca|spm',
];
const tracking = new RegExp(`^(?:${trackingNames.join('|')})$`, 'i');
/** Parameters under which a site shows the same story in AMP, which is another address only to machines. */
const ofAmp = /^(?:amp|outputtype|noamp)$/i;
/** Blogger's form of a post for telephones: «/2026/11/story.html?m=1». */
const ofPhones = /^\/\d{4}\/\d{2}\/[^/]+\.html\?m=[01]$/;

/**
 * The address of a story without what differs from click to click: tracking parameters, fragment, default port,
 * doubled slashes. Scheme, host, path and all other parameters stay; the result is still an address a reader can open.
 *
 * @param link an absolute http(s) address; anything else comes back trimmed.
 */
export function canonicalLink(link: string): string {
  if (!URL.canParse(link)) return link.trim();
  const url = new URL(link);
  if (!/^https?:$/.test(url.protocol)) return link.trim();
  url.hash = '';
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()]) {
    if (tracking.test(name)) url.searchParams.delete(name);
  }
  if (url.searchParams.size === 0) url.search = '';
  url.pathname = url.pathname.replace(/\/{2,}/g, '/');
  return url.href;
}

/**
 * The key two links share when they lead to the same story: {@link canonicalLink} without scheme, `www.`, trailing
 * slash, AMP and forms for telephones, and with parameters in one order. Only for comparing.
 */
export function linkKey(link: string): string {
  const canonical = canonicalLink(link);
  if (!URL.canParse(canonical)) return canonical;
  const url = new URL(canonical);
  for (const name of [...url.searchParams.keys()]) if (ofAmp.test(name)) url.searchParams.delete(name);
  if (ofPhones.test(`${url.pathname}${url.search}`)) url.search = '';
  url.searchParams.sort();
  const path = safeDecode(url.pathname).replace(/\/(?:amp|index\.(?:html?|php))?\/?$/i, '');
  return `${url.host.replace(/^(?:www|m|mobile|amp)\./, '')}${path}${url.search}`;
}

/** A part of an address with its letters for its percent signs, where they are some. */
export function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return path;
  }
}
