/** `dengbao3`: as graded protection level 3 is assessed. `modern`: length and a list of known passwords. */
export const PASSWORD_PRESETS = ['dengbao3', 'modern', 'custom'] as const;
export type PasswordPreset = (typeof PASSWORD_PRESETS)[number];

export interface PasswordPolicy {
  readonly minLength: number;
  /** How many of lower case, upper case, digit, other it must mix. */
  readonly kinds: number;
  /** How many earlier passwords it must differ from. */
  readonly history: number;
  /** Days until it must be replaced; 0 for never. */
  readonly rotateDays: number;
  readonly refuseCommon: boolean;
}

const PRESETS: Readonly<Record<Exclude<PasswordPreset, 'custom'>, PasswordPolicy>> = {
  dengbao3: { minLength: 10, kinds: 3, history: 5, rotateDays: 90, refuseCommon: true },
  modern: { minLength: 15, kinds: 1, history: 0, rotateDays: 0, refuseCommon: true },
};

export function passwordPolicy({
  preset,
  ...custom
}: PasswordPolicy & { readonly preset: PasswordPreset }): PasswordPolicy {
  return preset === 'custom' ? custom : PRESETS[preset];
}

/** No hash is worth the time that a longer one takes. */
export const MAX_PASSWORD_LENGTH = 128;

export interface PasswordFinding {
  readonly code: 'too_short' | 'too_long' | 'too_simple' | 'names_account' | 'common' | 'used_before';
  readonly params: Readonly<Record<string, number>>;
}

const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/**
 * What speaks against a new password, worst first; null when nothing does. `isCommon` knows the list of known
 * passwords. Whether it was used before is for those to say who can compare hashes.
 */
export function passwordFinding(
  password: string,
  login: string,
  policy: PasswordPolicy,
  isCommon: (password: string) => boolean,
): PasswordFinding | null {
  const { minLength, kinds, refuseCommon } = policy;
  const length = [...password].length;
  if (length < minLength) return { code: 'too_short', params: { min: minLength } };
  if (length > MAX_PASSWORD_LENGTH) return { code: 'too_long', params: { max: MAX_PASSWORD_LENGTH } };
  if (KINDS.filter((kind) => kind.test(password)).length < kinds)
    return { code: 'too_simple', params: { kinds } };
  if (password.toLowerCase().includes(login.toLowerCase())) return { code: 'names_account', params: {} };
  return refuseCommon && isCommon(password) ? { code: 'common', params: {} } : null;
}
