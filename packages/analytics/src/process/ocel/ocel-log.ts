/**
 * An object-centric event log (OCEL 2.0, Berti et al., 2023): events that concern several objects at once, of several
 * types — an order, its parcels, the customer. Times of events and of values are epoch milliseconds;
 * a value that is itself a time stands as ISO 8601 text.
 */
export interface OcelLog {
  objectTypes: OcelType[];
  eventTypes: OcelType[];
  objects: OcelObject[];
  events: OcelEvent[];
}

export type OcelValueType = 'string' | 'time' | 'integer' | 'float' | 'boolean';

/** A type of events or objects, with the attributes that they may have. */
export interface OcelType {
  name: string;
  attributes: { name: string; type: OcelValueType }[];
}

export type OcelValue = string | number | boolean;

export interface OcelRelation {
  objectId: string;
  /** What the object is to the other: "shipped parcel". */
  qualifier: string;
}

export interface OcelObject {
  id: string;
  type: string;
  /** Values with the time from which they hold; several of one name are its history. */
  attributes: { name: string; time: number; value: OcelValue }[];
  relationships: OcelRelation[];
}

export interface OcelEvent {
  id: string;
  type: string;
  time: number;
  attributes: { name: string; value: OcelValue }[];
  relationships: OcelRelation[];
}
