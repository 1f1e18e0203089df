/** Names that providers give to "more than one factor was shown", in `acr`. */
const MULTI_FACTOR = new Set([
  'mfa',
  'https://refeds.org/profile/mfa',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
]);

/** Whether the provider says that it asked for more than one factor (`amr` of RFC 8176, or `acr`). */
export function vouchesForFactor(claims: { readonly amr?: unknown; readonly acr?: unknown }): boolean {
  const { amr, acr } = claims;
  return (Array.isArray(amr) && amr.includes('mfa')) || (typeof acr === 'string' && MULTI_FACTOR.has(acr));
}
