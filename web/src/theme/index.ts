export { SchemeProvider, useScheme } from './SchemeProvider';
export type { Scheme } from './tokens';
