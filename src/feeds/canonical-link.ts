/** Parameters that say where a click came from, not what is shown. */
const tracking =
  /^(?:utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|at_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id|oly_anon_id|oly_enc_id|wickedid|s_cid|cmpid|ncid|ref_src|ref_url|_ga|_gl|spm|fb_action_ids|fb_action_types|fb_source|__twitter_impression|taid|__cft__.*|__tn__|sfnsn|ocid|smid|ns_\w+|xtor)$/i;

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
 * slash, and with parameters in one order. Only for comparing.
 */
export function linkKey(link: string): string {
  const canonical = canonicalLink(link);
  if (!URL.canParse(canonical)) return canonical;
  const url = new URL(canonical);
  url.searchParams.sort();
  const path = safeDecode(url.pathname).replace(/\/(?:amp|index\.(?:html?|php))?\/?$/i, '');
  return `${url.host.replace(/^(?:www|m|amp)\./, '')}${path}${url.search}`;
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return path;
  }
}
