import { personName, phoneNumber } from './names.ts';
import { plants } from './plants.ts';
import { random } from './random.ts';
import type { SimCustomer } from './types.ts';
import { products, tierWeights } from './world.ts';

const cities = [
  '上海',
  '杭州',
  '南京',
  '苏州',
  '宁波',
  '合肥',
  '无锡',
  '温州',
  '武汉',
  '成都',
  '广州',
  '深圳',
  '北京',
  '天津',
];

/** Nearly half of all contacts come from somebody who has been in touch before. */
const returning = 0.46;

/** The customers, with their habits: who comes back, who has left. */
export class Customers {
  readonly #seed: number;
  readonly #known: SimCustomer[] = [];
  /** Of each customer, late deliveries in a row; once lost, −1. */
  readonly #late: number[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Whoever contacts the retailer now. `isNew` the first time. */
  next(ticket: number, at: number): { customer: SimCustomer; isNew: boolean } {
    const draw = random(this.#seed, 'who', ticket);
    for (let tries = 0; draw.chance(returning) && this.#known.length > 50 && tries < 4; tries++) {
      // A few come often: the square favours a fixed part of the list.
      const index = Math.floor(this.#known.length * draw.next() ** 2);
      const customer = this.#known[(index * 7_919) % this.#known.length]!;
      const lost = this.#late[customer.index] === -1;
      if (!lost || draw.chance(plants.churn.stays)) return { customer, isNew: false };
    }
    const customer = this.#make(at);
    this.#known.push(customer);
    this.#late.push(0);
    return { customer, isNew: true };
  }

  /** Notes what a contact was about: two late deliveries in a row and the customer is lost. */
  remember(customer: SimCustomer, category: string): void {
    const before = this.#late[customer.index] ?? 0;
    if (before === -1) return;
    const row = category === plants.churn.category ? before + 1 : 0;
    this.#late[customer.index] = row >= plants.churn.times ? -1 : row;
  }

  #make(at: number): SimCustomer {
    const index = this.#known.length;
    const draw = random(this.#seed, 'customer', index);
    const owned = new Set([draw.pick(products)]);
    while (draw.chance(0.35)) owned.add(draw.pick(products));
    const { first, second, share } = plants.boughtTogether;
    if (owned.has(first) && draw.chance(share)) owned.add(second);
    return {
      index,
      name: personName(draw),
      phone: phoneNumber(index),
      tier: tierWeights[draw.weighted(tierWeights.map(({ weight }) => weight))]!.tier,
      city: draw.pick(cities),
      products: [...owned],
      since: at,
    };
  }
}
