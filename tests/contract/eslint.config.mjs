// What linters for GraphQL ask of a schema, and what ours is let off, with the reason.

import graphql from '@graphql-eslint/eslint-plugin';

const PAGING = ['PageInfo'];
// The register itself, and the whole of it under a view.
const WHOLE = ['At', 'Register', 'FairUse', 'Limits', 'Load', 'Streams', 'Source'];
// Worked out for one question, and kept under no name.
const ANSWERS = [
  'BatchItem', 'BatchVerification', 'ChainLink', 'ChainVerification', 'Compliance', 'ComplianceCount', 'EnergyTotal', 'Finding', 'FindingPart',
  'LicenseeCount', 'LookAlike', 'Obligation', 'Problem', 'SaleShareTotal', 'Searched', 'Statistics', 'SubjectProblem', 'Verification',
];
// Values, and parts that live and die with what they stand in: that has the id.
const PARTS = [
  'Authorisation', 'AuthorisationEvent', 'Authority', 'LegalBasis', 'LicenceCredential', 'Names', 'Parameter', 'Period', 'Region',
  'SurplusAward', 'SurplusHour',
];
// Its name is the last part of an address outside the graph, not an id in it.
const OUTSIDE = ['Receipt'];

export default [
  {
    files: ['schema.graphql'],
    languageOptions: { parser: graphql.parser },
    linterOptions: { noInlineConfig: true },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-all'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/require-description': ['error', {
        types: true, rootField: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true, DirectiveDefinition: true,
        // `if` of @skip and @include: the specification wrote these, without a word.
        ignoredSelectors: ['DirectiveDefinition > InputValueDefinition'],
      }],
      '@graphql-eslint/strict-id-in-types': ['error', {
        exceptions: { types: [...PAGING, ...WHOLE, ...ANSWERS, ...PARTS, ...OUTSIDE], suffixes: ['Connection', 'Edge', 'Payload'] },
      }],
      // Lists are read forwards alone; the specification of connections lets a list choose.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // A list that is answered whole, such as the findings of a verdict, is no connection; and the events of a licence are
      // paged, though they have no id of their own. The test asks it of all other edges.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
      // Fields stand in the order of the alphabet already; what this rule wants beyond it is another alphabet.
      '@graphql-eslint/alphabetize': 'off',
      // The register has acts, and tells of them.
      '@graphql-eslint/no-root-type': 'off',
      // Every act has an answer, refused or not (`problems`); where there is no answer there is no act. And a question whose
      // answer is never absent says so.
      '@graphql-eslint/require-nullable-result-in-root': 'off',
      // Who acts is told the number of the act, and asks further as of that number.
      '@graphql-eslint/require-field-of-type-query-in-mutation-result': 'off',
    },
  },
];
