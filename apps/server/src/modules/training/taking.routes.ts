import {
  certification,
  certificationListQuery,
  certifiedAnswer,
  certifiedQuery,
  idParams,
  myCourse,
  myCourseDetail,
  pageOf,
  quizAttempt,
  quizHandIn,
} from '@jingyun/contracts';
import { z } from 'zod';
import { command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { listCertifications } from './certification.repo.ts';
import { certifiedFor } from './certified-for.ts';
import { handIn } from './hand-in.ts';
import { openAttempt } from './open-attempt.ts';
import {
  presentCertifications,
  presentOneAttempt,
  readAttempt,
  readMine,
  readMyCourse,
} from './read-training.ts';
import { localDay } from './training.days.ts';
import { timeKey } from './training.keys.ts';
import { reachOfReader } from './training.policy.ts';

const tags = ['training'];
const take = { permission: 'training.take' };

/** Taking courses: one's own, their quizzes, and what comes of them. */
export function takingRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/training/mine',
    {
      config: take,
      schema: {
        tags,
        summary: "The caller's own courses, what is to be done first",
        response: { 200: z.object({ data: z.array(myCourse) }) },
      },
    },
    (request) => query(services, request, async (tx, call) => ({ data: await readMine(tx, call) })),
  );

  app.get(
    '/api/v1/training/mine/:id',
    {
      config: take,
      schema: {
        tags,
        summary: "One of the caller's own courses: its lesson and the attempts so far",
        params: idParams,
        response: { 200: myCourseDetail },
      },
    },
    (request) => query(services, request, (tx, call) => readMyCourse(tx, call, request.params.id)),
  );

  app.post(
    '/api/v1/training/mine/:id/attempts',
    {
      config: take,
      schema: {
        tags,
        summary: 'Open an attempt, its questions fixed from now on; an open one is gone on with',
        params: idParams,
        response: { 201: quizAttempt },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const attempt = await openAttempt(tx, call, request.params.id);
        return { status: 201, body: await presentOneAttempt(tx, attempt) };
      }),
  );

  app.get(
    '/api/v1/training/attempts/:id',
    {
      config: take,
      schema: {
        tags,
        summary: 'An attempt; with what is right once it is handed in',
        params: idParams,
        response: { 200: quizAttempt },
      },
    },
    (request) => query(services, request, (tx, call) => readAttempt(tx, call, request.params.id)),
  );

  app.post(
    '/api/v1/training/attempts/:id/answers',
    {
      config: take,
      schema: {
        tags,
        summary: 'Hand an attempt in, once; questions left out count as wrong',
        params: idParams,
        body: quizHandIn,
        response: { 200: quizAttempt },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const attempt = await handIn(tx, call, request.params.id, request.body.answers);
        return { body: await presentOneAttempt(tx, attempt) };
      }),
  );

  app.get(
    '/api/v1/training/certifications',
    {
      config: take,
      schema: {
        tags,
        summary: 'List certifications, newest first; without training.read only the caller’s own',
        querystring: certificationListQuery,
        response: { 200: pageOf(certification) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit, userId, courseId, state } = request.query;
        const reach = await reachOfReader(tx, call.actor);
        const wanted = userId === 'me' ? (call.actor.id ?? undefined) : userId;
        const userIds =
          wanted === undefined ? reach : reach === null || reach.includes(wanted) ? [wanted] : [];
        const filter = { userIds, courseId, inForce: state === undefined ? undefined : state === 'inForce' };
        const after = timeKey(decodeCursor('certifications', cursor));
        const rows = await listCertifications(tx, await localDay(tx, call.now), filter, after, limit);
        const page = pageFrom(
          rows,
          limit,
          'certifications',
          ({ grantedAt, id }) => [grantedAt.toString(), id],
          (row) => row,
        );
        return { ...page, data: await presentCertifications(tx, call, page.data) };
      }),
  );

  app.get(
    '/api/v1/training/certified',
    {
      config: take,
      schema: {
        tags,
        summary: 'Who of some people is not certified for what is in force on a ticket, or for a version',
        querystring: certifiedQuery,
        response: { 200: certifiedAnswer },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => ({
        versions: await certifiedFor(tx, call, request.query),
      })),
  );
}
