import { BlockedAddressError } from './addresses.ts';
import { FeedError } from './error.ts';

const networkTexts: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host; check the address, or the name server of this machine',
  EAI_AGAIN: 'the name server of this machine does not answer',
  ECONNREFUSED: 'nothing answers at this address',
  ECONNRESET: 'the server broke the connection off',
  EHOSTUNREACH: 'the server cannot be reached from here',
  ENETUNREACH: 'the server cannot be reached from here',
  ETIMEDOUT: 'the server does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the server does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'the server does not answer',
  UND_ERR_BODY_TIMEOUT: 'the server stopped in the middle of its answer',
  UND_ERR_SOCKET: 'the server broke the connection off',
  UND_ERR_HEADERS_OVERFLOW: 'the server sends too many headers',
  CERT_HAS_EXPIRED: "the site's certificate has expired; tell the site",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the site's certificate is not signed by anybody known",
  SELF_SIGNED_CERT_IN_CHAIN: "the site's certificate is not signed by anybody known",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the site's certificate chain is incomplete; tell the site",
  ERR_TLS_CERT_ALTNAME_INVALID: "the site's certificate is for another name",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the site's certificate is not signed by anybody known",
  CERT_NOT_YET_VALID: "the site's certificate is not valid yet; check this machine's clock",
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers does not speak https; try the address with http://',
  Z_DATA_ERROR: 'the answer is compressed wrongly',
};

const otherTexts: readonly (readonly [RegExp, string])[] = [
  [/^(?:EPROTO|ERR_SSL_\w+|ERR_TLS_\w+)$/, 'the server and this program do not agree on encryption'],
  [/^(?:HPE_|HTTPParserError$)/, 'what answers does not speak HTTP as it should; check the address and its port'],
];

/** Why an address could not be reached, in words that say what to do. */
export function networkError(source: string, error: unknown): FeedError {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const causes = cause instanceof AggregateError ? [cause, ...cause.errors] : [cause];
    for (const one of causes) {
      if (one instanceof BlockedAddressError) {
        return new FeedError({
          reason: 'blocked-address',
          source,
          what: `${one.message}; only public addresses are fetched`,
          cause: error,
        });
      }
      const code = (one as NodeJS.ErrnoException).code ?? one.name;
      const text = networkTexts[code] ?? otherTexts.find(([codes]) => codes.test(code))?.[1];
      if (text !== undefined)
        return new FeedError({ reason: 'network', source, what: `${text} (${code})`, cause: error });
    }
  }
  const message = error instanceof Error ? error.message : String(error);
  return new FeedError({
    reason: 'network',
    source,
    what: `could not be fetched (${message.slice(0, 160)})`,
    cause: error,
  });
}
