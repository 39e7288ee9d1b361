import {
  type Customer,
  createCustomerInput,
  customerExportQuery,
  customerExternalParams,
  customerListQuery,
  customerSchema,
  idParams,
  pageOf,
  pageQuery,
  timelineEntry,
  updateCustomerInput,
  upsertCustomerInput,
} from '@jingyun/contracts';
import { z } from 'zod';
import { callOf, command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { createCustomer } from './create-customer.ts';
import { ownersInReach, refuseOutOfReach } from './customer.policy.ts';
import { type CustomerRow, getCustomer } from './customer.repo.ts';
import { type CustomerPosition, listCustomers } from './customer-list.repo.ts';
import { exportCustomers } from './export-customers.ts';
import { selectTimeline } from './timeline.repo.ts';
import { updateCustomer, upsertCustomer } from './update-customer.ts';

const tags = ['customers'];
const read = { permission: 'customers.read' };
const write = { permission: 'customers.write' };

const present = (row: CustomerRow): Customer => ({
  ...row,
  createdAt: row.createdAt.toString(),
  updatedAt: row.updatedAt.toString(),
});

export function customerRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/customers',
    {
      config: read,
      schema: {
        tags,
        summary: 'List customers; found by name (pinyin and both scripts), e-mail address or phone',
        querystring: customerListQuery,
        response: { 200: pageOf(customerSchema) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit, sort, ...filter } = request.query;
        const list = `customers ${sort}`;
        const after = decodeCursor(list, cursor) as CustomerPosition | null;
        const owners = await ownersInReach(tx, call.actor, 'customers.read');
        const rows = await listCustomers(tx, filter, owners, sort, after, limit);
        const keyOf = (row: CustomerRow) => [sort === 'name' ? row.name : row.updatedAt.toString(), row.id];
        return pageFrom(rows, limit, list, keyOf, present);
      }),
  );

  app.get(
    '/api/v1/customers/export',
    {
      config: { permission: 'customers.export' },
      schema: {
        tags,
        summary: 'Download customers as CSV or XLSX',
        querystring: customerExportQuery,
        response: { 200: z.any() },
      },
    },
    (request, reply) => {
      const { format, ...filter } = request.query;
      const { type, stream } = exportCustomers(services, callOf(services, request).actor, filter, format);
      return reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="customers.${format}"`)
        .send(stream);
    },
  );

  app.get(
    '/api/v1/customers/:id',
    {
      config: read,
      schema: { tags, summary: 'Get a customer', params: idParams, response: { 200: customerSchema } },
    },
    async (request, reply) => {
      const customer = await query(services, request, async (tx, call) => {
        const row = await getCustomer(tx, request.params.id);
        await refuseOutOfReach(tx, call.actor, 'customers.read', row);
        return row;
      });
      sendVersion(reply, customer.version);
      return present(customer);
    },
  );

  app.get(
    '/api/v1/customers/:id/timeline',
    {
      config: read,
      schema: {
        tags,
        summary: 'Everything that happened with a customer, newest first',
        params: idParams,
        querystring: pageQuery,
        response: { 200: pageOf(timelineEntry) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { id } = request.params;
        const { cursor, limit } = request.query;
        const list = `customer timeline ${id}`;
        const before = decodeCursor(list, cursor) as [string, string] | null;
        await refuseOutOfReach(tx, call.actor, 'customers.read', await getCustomer(tx, id));
        const rows = await selectTimeline(tx, services.registry, id, before, limit);
        return pageFrom(
          rows,
          limit,
          list,
          (row) => [row.occurredAt.toString(), row.id],
          (row) => ({ ...row, occurredAt: row.occurredAt.toString() }),
        );
      }),
  );

  app.post(
    '/api/v1/customers',
    {
      config: write,
      schema: {
        tags,
        summary: 'Create a customer',
        body: createCustomerInput,
        response: { 201: customerSchema },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await createCustomer(tx, call, request.body);
        return { status: 201, version: row.version, body: present(row) };
      }),
  );

  app.patch(
    '/api/v1/customers/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Change a customer: only what is given; `custom` by key, contacts and tags as a whole',
        params: idParams,
        body: updateCustomerInput,
        response: { 200: customerSchema },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await updateCustomer(tx, call, request.params.id, expectedVersion(request), request.body);
        return { version: row.version, body: present(row) };
      }),
  );

  app.put(
    '/api/v1/customers/external/:source/:externalId',
    {
      config: write,
      schema: {
        tags,
        summary: 'Create or change the customer that a source knows by this id',
        params: customerExternalParams,
        body: upsertCustomerInput,
        response: { 200: customerSchema, 201: customerSchema },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { customer, created } = await upsertCustomer(tx, call, request.params, request.body);
        return { status: created ? 201 : 200, version: customer.version, body: present(customer) };
      }),
  );
}
