/* The import rule of docs/ARCHITECTURE.md: domain ← platform ← features ← composition, downwards only. */
const LADDER = [
  'audit',
  'settings',
  'access',
  'calendar',
  'catalog',
  'goals',
  'evidence',
  'locks',
  'actuals',
  'reporting',
  'imports',
  'progress',
  'reports',
  'productions',
  'interchange',
  'publication',
];
const feature = LADDER.join('|');

/** Any file of a folder of domain or platform but its door. */
const INSIDE = '^src/(domain|platform)/[^/]+/(?!index\\.ts$)';

/** No feature reaches up the ladder. */
const noReachUp = LADDER.map((name, rank) => ({
  name: `no-reach-up-from-${name}`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: {
    path:
      LADDER.slice(rank + 1)
        .map((above) => `^src/${above}/`)
        .join('|') || '^$',
  },
}));

module.exports = {
  forbidden: [
    ...noReachUp,
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'No framework, no database, no machine: only the exact numbers and itself.',
      from: { path: '^src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^(src/domain/|node_modules/fraction\\.js/)' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: `^src/(${feature}|commands)/|^src/[^/]+\\.ts$` },
    },
    {
      name: 'features-know-no-composition',
      severity: 'error',
      from: { path: `^src/(${feature})/` },
      to: { path: '^src/commands/|^src/[^/]+\\.ts$' },
    },
    {
      name: 'through-the-door',
      severity: 'error',
      comment:
        'A folder of domain or platform is entered by its index.ts; only the data source also names entities.',
      from: { path: '^src/[^/]+\\.ts$|^src/[^/]+/[^/]+\\.ts$', pathNot: '^src/data-source\\.ts$' },
      to: { path: INSIDE },
    },
    {
      name: 'through-the-door-of-a-sibling',
      severity: 'error',
      comment: 'The domain is one room: its own folders may look at each other.',
      from: { path: '^src/([^/]+)/([^/]+)/', pathNot: '^src/domain/' },
      to: { path: INSIDE, pathNot: '^src/$1/$2/' },
    },
    {
      name: 'through-the-feature-door',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/(domain|platform)/' },
      to: { path: `^src/(${feature})/(?!index\\.ts$)`, pathNot: '^src/$1/' },
    },
    {
      name: 'composition-through-the-feature-door',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$', pathNot: '^src/data-source\\.ts$' },
      to: { path: `^src/(${feature})/(?!index\\.ts$)` },
    },
    {
      name: 'typeorm-stays-at-the-edge',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '\\.(entity|repository|module)\\.ts$|^src/data-source\\.ts$|^src/platform/(database|embedded)/',
      },
      to: { path: '^node_modules/(typeorm|@nestjs/typeorm|pg|pg-copy-streams)/' },
    },
    {
      name: 'migrations-import-only-types-of-typeorm',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { pathNot: '^(migrations/|node_modules/typeorm/)' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json', '.d.ts'] },
  },
};
