/** What each of our folders may import of the others, and of npm; docs/architecture.md gives the reasons. */
const LIBRARIES = {
  contracts: [],
  config: [],
  observability: ['config'],
  messaging: ['contracts', 'observability'],
  database: ['contracts', 'config'],
  outbox: ['contracts', 'messaging', 'database', 'observability'],
};
const WITHOUT_DATA = ['contracts', 'messaging', 'config', 'observability'];

const any = (names) => `(${names.join('|')})`;

const libraryRules = Object.entries(LIBRARIES).map(([library, others]) => ({
  name: `library-${library}`,
  comment: `libs/${library} may import of ours only: ${others.join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^libs/${library}/` },
  to: { path: '^(apps|libs|tools|test)/', pathNot: `^libs/${any([library, ...others])}/` },
}));

const SPEC = '\\.spec\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...libraryRules,
    {
      name: 'contracts-know-no-io',
      comment: 'The contracts are shared with every client: of npm they use the validation packages alone.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: SPEC },
      to: { pathNot: '^libs/contracts/|node_modules/class-(validator|transformer)/' },
    },
    {
      name: 'gateway-and-adapters-own-no-data',
      comment: `apps/gateway and apps/agency-adapter may import of the libraries only: ${WITHOUT_DATA.join(', ')}.`,
      severity: 'error',
      from: { path: '^apps/(gateway|agency-adapter)/' },
      to: {
        path: ['^libs/', 'node_modules/(@types/)?(pg|typeorm|@nestjs/typeorm)/'],
        pathNot: `^libs/${any(WITHOUT_DATA)}/`,
      },
    },
    {
      name: 'app-not-app',
      comment: 'Apps meet over NATS.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'product-not-tools',
      comment: 'What is shipped does not depend on tools or tests.',
      severity: 'error',
      from: { path: '^apps/', pathNot: SPEC },
      to: { path: '^(tools|test)/' },
    },
    {
      name: 'noun-keeps-its-inside',
      comment: "A noun calls another noun's service, never its repository, entity or edge.",
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/([^/]+)/', pathNot: '^apps/[^/]+/src/database/entities\\.ts$' },
      to: {
        path: '^apps/$1/src/[^/]+/.+\\.(repository|entity|handler|controller)\\.ts$',
        pathNot: '^apps/$1/src/$2/',
      },
    },
    {
      name: 'library-by-its-door',
      comment: 'A library is imported by its subpath name, which is its index.ts.',
      severity: 'error',
      from: { path: '^(apps|tools|test)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'library-by-its-door-inside',
      comment: 'Libraries import one another by the subpath name, too.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'sources-not-dist',
      comment: 'Sources import sources; what is built is for node alone.',
      severity: 'error',
      from: {},
      to: { path: '^dist/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '^test/support/'] },
      to: {},
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'nothing-undeclared',
      comment: 'Every npm package is in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-dependency-in-the-product',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: SPEC },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'types', 'default'],
      exportsFields: ['exports'],
      mainFields: ['main', 'types'],
    },
  },
};
