import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { binomialTerm, poissonTerm } from './discrete.ts';
import { gammaHalfStepRatio, logGamma, stirlingError } from './gamma.ts';
import {
  betaQuantile,
  fisherQuantile,
  fisherUpperTail,
  regularizedBeta,
  studentCdf,
  studentQuantile,
  studentTwoSidedTail,
} from './incomplete-beta.ts';
import { chiSquareQuantile, chiSquareUpperTail, regularizedGamma } from './incomplete-gamma.ts';
import { erfc, normalCdf, normalQuantile } from './normal.ts';

/** Expects agreement to a relative error, of the whole or of the part named. */
const near = (got: number, want: number, relative: number) =>
  expect(Math.abs(got - want)).toBeLessThanOrEqual(relative * Math.abs(want));

// The reference values were computed with 60-digit arithmetic.
describe('special functions against 60-digit references', () => {
  it.each([
    [1e-10, 23.025850929882736],
    [0.1, 2.252712651734206],
    [0.75, 0.20328095143129538],
    [1.0000001, -5.772155829918507e-8],
    [1.4616, -0.12148629003589732],
    [1.75, -0.08440112102048555],
    [2.2, 0.09694746679063887],
    [2.6, 0.35741186354897986],
    [5, 3.1780538303479458],
    [9.99, 12.779315214350193],
    [15.5, 26.536914491115613],
    [1234.5, 7550.550901077895],
    [10000000000.0, 220258509288.81058],
  ])('logGamma(%s)', (x, want) => near(logGamma(x), want, 1e-15));

  it.each([
    [0.1, 0.512740081331915],
    [0.999, 0.08113875499467682],
    [1.4616, 0.05621746895930576],
    [2.0000001, 0.04134069391912485],
    [2.6, 0.031899295786690665],
    [7.7, 0.010816455274936897],
    [15.5, 0.005375599032926835],
    [1000000.0, 8.333333333333056e-8],
  ])('stirlingError(%s)', (x, want) => expect(Math.abs(stirlingError(x) - want)).toBeLessThan(3e-15));

  it.each([
    [0.5, 0.5641895835477563],
    [2.5, 1.5045055561273502],
    [50, 7.053412514876913],
    [60, 7.729846246333356],
    [100, 9.987507861262518],
    [1000000.0, 999.9998750000078],
  ])('gamma(x + 1/2) / gamma(x) at %s', (x, want) => near(gammaHalfStepRatio(x), want, 1e-15));

  it.each([
    [-5, 1.9999999999984626],
    [-1, 1.8427007929497148],
    [-0.1, 1.1124629160182848],
    [1e-10, 0.999999999887162],
    [0.24, 0.734299941046208],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [2, 0.004677734981047266],
    [3.75, 1.1372725656979665e-7],
    [7, 4.183825607779414e-23],
    [15, 7.212994172451207e-100],
    [26, 5.663192408856143e-296],
  ])('erfc(%s)', (x, want) => near(erfc(x), want, 1e-15));

  it.each([
    [1e-300, -37.0470962993612],
    [1e-100, -21.273453560965326],
    [1e-20, -9.262340089798407],
    [1e-10, -6.361340902404057],
    [1e-5, -4.264890793922825],
    [0.001, -3.0902323061678136],
    [0.025, -1.9599639845400543],
    [0.07, -1.4757910281791706],
    [0.1, -1.2815515655446004],
    [0.3, -0.5244005127080408],
    [0.5, 0.0],
    [0.6, 0.2533471031357997],
    [0.9, 1.2815515655446006],
    [0.95, 1.6448536269514722],
    [0.975, 1.9599639845400538],
    [0.999, 3.090232306167813],
    [0.9999999, 5.199337582290661],
  ])('normalQuantile(%s)', (p, want) => near(normalQuantile(p), want, 1e-15));

  it.each([
    [0.01, 0.0001, 0.9172143470922541, 0.08278565290774591],
    [0.01, 0.0102, 0.9605357237525948, 0.03946427624740525],
    [0.5, 0.15, 0.4161175792296348, 0.5838824207703652],
    [0.5, 0.6, 0.7266783217077019, 0.27332167829229814],
    [1, 0.8, 0.5506710358827784, 0.44932896411722156],
    [1, 2, 0.8646647167633873, 0.1353352832366127],
    [2.5, 2.375, 0.5528540983604989, 0.4471459016395011],
    [2.5, 12.5, 0.9998606662088144, 0.00013933379118562619],
    [10, 10.2, 0.5668290964267843, 0.4331709035732158],
    [100, 95.0, 0.3173568111698, 0.6826431888302],
    [100, 500, 1.0, 1.5008794119250894e-106],
    [100000.0, 100000.0, 0.5004205221103651, 0.4995794778896348],
  ])('incomplete gamma at a = %s, x = %s', (a, x, lower, upper) => {
    near(regularizedGamma(a, x).lower, lower, 1e-13);
    near(regularizedGamma(a, x).upper, upper, 1e-13);
  });

  it.each([
    [0.5, 0.5, 0.1464466094067262, 0.24999999999999997, 0.75],
    [1, 1, 0.7886751345948129, 0.7886751345948129, 0.21132486540518713],
    [0.5, 100, 0.01195882991386663, 0.8786787493656849, 0.1213212506343151],
    [50, 0.5, 0.9763023165486808, 0.1223982063881052, 0.8776017936118948],
    [10, 20, 0.41800008466679367, 0.8381137464324014, 0.1618862535675985],
    [300, 200, 0.5781129737934166, 0.15888263414018308, 0.8411173658598169],
    [5000, 5000, 0.4700014998875094, 9.5689725973976e-10, 0.9999999990431028],
    [5000, 5000, 0.5149992500562454, 0.9986520959840927, 0.0013479040159072916],
    [100000.0, 20000.0, 0.8333333333333334, 0.49931328934743596, 0.5006867106525641],
    [0.01, 3, 0.032057970018516214, 0.9801064225405097, 0.019893577459490313],
  ])('incomplete beta at a = %s, b = %s, x = %s', (a, b, x, lower, upper) => {
    near(regularizedBeta(a, b, x).lower, lower, 1e-13);
    near(regularizedBeta(a, b, x).upper, upper, 1e-13);
  });
});

describe('quantiles against published values', () => {
  it.each([
    [1e-6, 1, -318309.8861827435],
    [1e-6, 1000000.0, -4.75345234827968],
    [0.005, 1000, -2.580754698065951],
    [0.3, 57.3, -0.5273305286024085],
    [0.6, 10, 0.2601848294920803],
    [0.975, 3, 3.1824463052837078],
    [0.9995, 2, 31.599054576445365],
  ])('student quantile %s of %s degrees', (p, df, want) => near(studentQuantile(p, df), want, 1e-11));

  it.each([
    [1e-6, 0.5, 1.3499395786223394e-24],
    [0.005, 0.5, 8.43712236923709e-10],
    [0.3, 0.5, 0.010982604948550948],
    [0.6, 0.5, 0.18841174708991193],
    [0.975, 0.5, 3.433235299960771],
    [0.9995, 0.5, 9.97153732140942],
  ])('chi-square quantile %s of %s degrees', (p, df, want) => near(chiSquareQuantile(p, df), want, 1e-11));

  it.each([
    [1e-6, 1, 1, 2.467401100276398e-12],
    [0.005, 1, 10, 4.1280544198317544e-5],
    [0.3, 3, 10, 0.48528349630537254],
    [0.6, 10, 2.5, 1.656660369944115],
    [0.975, 100, 50, 1.6558490851696095],
    [0.9995, 1000, 2000, 1.195128644930631],
  ])('F quantile %s of %s and %s degrees', (p, df1, df2, want) =>
    near(fisherQuantile(p, df1, df2), want, 1e-11),
  );

  it.each([
    [1e-6, 1, 1, 1e-6],
    [1e-6, 50000, 1, 0.9997237279589914],
    [0.005, 1, 50000, 1.002508314457707e-7],
    [0.3, 1000, 2000, 0.32879302774052166],
    [0.6, 100, 50, 0.6771215167125184],
    [0.975, 10, 2.5, 0.9619977349031162],
    [0.9995, 3, 10, 0.669715235628733],
  ])('beta quantile %s of %s, %s', (p, a, b, want) => near(betaQuantile(p, a, b), want, 1e-11));
});

describe('identities', () => {
  const shape = fc.double({ min: 0.05, max: 5000, noNaN: true });
  const share = fc.double({ min: 0.0001, max: 0.9999, noNaN: true });

  it('log gamma obeys its recurrence', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e5, noNaN: true }), (x) => {
        const right = logGamma(x) + Math.log(x);
        expect(Math.abs(logGamma(x + 1) - right)).toBeLessThanOrEqual(
          4e-15 * (1 + Math.abs(logGamma(x)) + Math.abs(right)),
        );
      }),
    );
  });

  it('binomial terms sum to one and match Pascal’s triangle', () => {
    let sum = 0;
    for (let k = 0; k <= 40; k++) sum += binomialTerm(k, 40 - k, 0.3, 0.7);
    near(sum, 1, 1e-14);
    near(binomialTerm(10, 10, 0.5, 0.5), 184756 / 2 ** 20, 1e-14);
    near(poissonTerm(3, 2), (8 * Math.exp(-2)) / 6, 1e-14);
  });

  it('the beta function is symmetric, and its tail is the binomial’s', () => {
    fc.assert(
      fc.property(shape, shape, share, (a, b, x) => {
        const y = 1 - x;
        expect(regularizedBeta(a, b, x, y).lower).toBeCloseTo(regularizedBeta(b, a, y, x).upper, 13);
      }),
    );
    let upper = 0;
    for (let k = 7; k <= 20; k++) upper += binomialTerm(k, 20 - k, 0.25, 0.75);
    near(regularizedBeta(7, 14, 0.25).lower, upper, 1e-14);
  });

  it('quantiles invert their distribution', () => {
    // Below shape 1 a beta quantile can lie closer to 1 than doubles are apart.
    const wide = fc.double({ min: 1, max: 5000, noNaN: true });
    fc.assert(
      fc.property(share, wide, wide, (p, a, b) => {
        expect(regularizedBeta(a, b, betaQuantile(p, a, b)).lower).toBeCloseTo(p, 9);
        expect(1 - chiSquareUpperTail(chiSquareQuantile(p, a), a)).toBeCloseTo(p, 9);
        expect(studentCdf(studentQuantile(p, a), a)).toBeCloseTo(p, 9);
        expect(1 - fisherUpperTail(fisherQuantile(p, a, b), a, b)).toBeCloseTo(p, 9);
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 14);
      }),
    );
  });

  it('answers at the ends of the support', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(studentTwoSidedTail(Number.POSITIVE_INFINITY, 3)).toBe(0);
    expect(fisherUpperTail(0, 2, 3)).toBe(1);
    expect(chiSquareUpperTail(0, 2)).toBe(1);
    expect(studentQuantile(0.5, 3)).toBe(0);
  });

  it('refuses what is outside', () => {
    expect(() => logGamma(0)).toThrow(AnalyticsError);
    expect(() => normalQuantile(1.1)).toThrow(/p must lie in/);
    expect(() => chiSquareQuantile(0, 1)).toThrow(/p must lie between/);
    expect(() => regularizedGamma(-1, 1)).toThrow(/a must be/);
    expect(() => regularizedBeta(1, 0, 0.5)).toThrow(/b must be/);
    expect(() => studentQuantile(0.5, 0)).toThrow(/df must be/);
    expect(() => fisherUpperTail(-1, 1, 1)).toThrow(/f must be/);
  });
});
