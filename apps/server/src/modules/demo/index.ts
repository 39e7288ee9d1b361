export { type DemoOptions, type DemoResult, generateDemo } from './generate-demo.ts';
