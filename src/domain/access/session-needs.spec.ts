import { type SessionFacts, sessionNeeds } from './session-needs';

const facts = (changes: Partial<SessionFacts> = {}): SessionFacts => ({
  passwordIsDue: false,
  strong: false,
  hasFactor: false,
  grants: [{ role: 'supervisor', departments: null, areas: null }],
  factorRoles: [],
  ...changes,
});

describe('what a session still needs', () => {
  it.each<[string, Partial<SessionFacts>, string | null]>([
    ['a password is enough where nothing more is asked', {}, null],
    ['a password given by somebody else is replaced first', { passwordIsDue: true }, 'password'],
    ['who has a factor shows it', { hasFactor: true }, 'factor'],
    ['and before the password may be replaced', { hasFactor: true, passwordIsDue: true }, 'factor'],
    ['then the password', { hasFactor: true, strong: true, passwordIsDue: true }, 'password'],
    ['a role that needs a factor has to get one', { factorRoles: ['supervisor'] }, 'enrolment'],
    ['after the password is replaced', { factorRoles: ['supervisor'], passwordIsDue: true }, 'password'],
    ['another role’s need is not ours', { factorRoles: ['leader'] }, null],
    ['shown, it is enough', { factorRoles: ['supervisor'], hasFactor: true, strong: true }, null],
    ['a provider may vouch for it', { factorRoles: ['supervisor'], strong: true }, null],
  ])('%s', (_wording, changes, need) => {
    expect(sessionNeeds(facts(changes))).toBe(need);
  });
});
