import { vouchesForFactor } from './vouches-for-factor';

describe('a provider that vouches for a second factor', () => {
  it.each<[boolean, { amr?: unknown; acr?: unknown }]>([
    [false, {}],
    [false, { amr: ['pwd'] }],
    [false, { amr: ['pwd', 'otp'] }],
    [false, { amr: 'mfa' }],
    [false, { acr: '1' }],
    [false, { acr: ['mfa'] }],
    [true, { amr: ['pwd', 'otp', 'mfa'] }],
    [true, { acr: 'mfa' }],
    [true, { acr: 'https://refeds.org/profile/mfa' }],
    [true, { amr: ['pwd'], acr: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor' }],
  ])('%s: %j', (vouches, claims) => {
    expect(vouchesForFactor(claims)).toBe(vouches);
  });
});
