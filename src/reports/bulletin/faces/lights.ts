import type { Light } from '../digest';

/** The colour of the mark beside the word; dark enough on white that the mark is seen in print. */
export const COLOURS: Readonly<Record<Light, string>> = {
  red: '#C00000',
  yellow: '#C98A00',
  green: '#1B7F3B',
  blue: '#1F5FBF',
  grey: '#767676',
};

export const MARK = '●';
