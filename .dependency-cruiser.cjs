/** The one-way rule of docs/architecture.md: contracts, analytics ← platform ← modules ← app; web → contracts, analytics only. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-circular',
      'Two files that need each other are one file, or a third is missing.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule('no-unresolved', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    rule(
      'contracts-are-ground',
      'contracts and analytics are pure: they may be used by all and use nothing of ours.',
      { path: '^packages/(contracts|analytics)/src' },
      { path: '^(apps|bench|tools|e2e)/' },
    ),
    rule(
      'contracts-and-analytics-apart',
      'Shapes do not compute, and computing knows no shapes of the API.',
      { path: '^packages/contracts' },
      { path: '^packages/analytics' },
    ),
    rule(
      'analytics-apart',
      'analytics could be published alone.',
      { path: '^packages/analytics' },
      { path: '^packages/contracts' },
    ),
    rule(
      'analytics-is-pure',
      'analytics has no I/O: it also runs in the browser.',
      { path: '^packages/analytics/src', pathNot: '\\.test\\.ts$|/worker/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'platform-below-modules',
      'The platform knows no module; what it needs of one is passed to it.',
      { path: '^apps/server/src/platform', pathNot: '\\.(test|testing|factory)\\.ts$' },
      { path: '^apps/server/src/(modules|app|cli|testing)' },
    ),
    rule(
      'modules-below-app',
      'A module does not know how it is wired.',
      { path: '^apps/server/src/modules', pathNot: '\\.(test|testing|factory)\\.ts$' },
      { path: '^apps/server/src/(app|cli|testing)' },
    ),
    rule(
      'front-doors-only',
      "Another module is entered by its index.ts: what is not exported there is nobody else's business.",
      { path: '^apps/server/src/modules/([^/]+)/', pathNot: '\\.(test|testing|factory)\\.ts$' },
      {
        path: '^apps/server/src/modules/([^/]+)/.+',
        pathNot: [
          '^apps/server/src/modules/$1/',
          '^apps/server/src/modules/[^/]+/index\\.ts$',
          '\\.factory\\.ts$',
        ],
      },
    ),
    rule(
      'web-knows-shapes-only',
      'The web client uses the API, as integrators do.',
      { path: '^apps/web/src' },
      { path: '^apps/server' },
    ),
    rule(
      'portal-is-small',
      'The portal opens on a phone over 3G: no console code, no antd.',
      { path: '^apps/web/src/portal' },
      { path: '^apps/web/src/(console|ui|features)|node_modules/(antd|echarts)' },
    ),
    rule(
      'tests-are-leaves',
      'Nothing depends on a test.',
      { pathNot: '\\.(test|testing|factory)\\.tsx?$|/testing/|^tools/|^bench/' },
      { path: '\\.(test|testing|factory)\\.tsx?$' },
    ),
    rule(
      'no-testing-in-product',
      'Test tools stay out of the product.',
      { path: '^apps/server/src/(platform|modules|app|cli)', pathNot: '\\.(test|testing|factory)\\.ts$' },
      { path: '^apps/server/src/testing|^node_modules/(vitest|fast-check)' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'dist/|\\.generated\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
