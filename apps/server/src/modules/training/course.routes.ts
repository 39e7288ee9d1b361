import {
  assignmentListQuery,
  courseAssign,
  courseAssigned,
  courseInput,
  courseListQuery,
  course as courseShape,
  courseSummary,
  coverageQuery,
  idParams,
  pageOf,
  trainingAssignment,
  trainingCoverage,
  trainingSettings,
} from '@jingyun/contracts';
import { z } from 'zod';
import { callOf, command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { assignCourse } from './assign-course.ts';
import { getCourse, listCourses, readSettings } from './course.repo.ts';
import { exportAssignments } from './export-assignments.ts';
import {
  presentAssignments,
  presentCourses,
  presentOne,
  readAssignments,
  readCoverage,
} from './read-training.ts';
import { createCourse, replaceCourse } from './save-course.ts';
import { saveSettings } from './save-settings.ts';
import { assignmentKey, idOf } from './training.keys.ts';

const tags = ['training'];
const read = { permission: 'training.read' };
const manage = { permission: 'training.manage' };
const { cursor: _cursor, limit: _limit, ...assignmentFilter } = assignmentListQuery.shape;
const exportQuery = z.strictObject({ ...assignmentFilter, format: z.enum(['csv', 'xlsx']).default('csv') });

/** Courses, who is to take them, and how far they are. */
export function courseRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/training/courses',
    {
      config: read,
      schema: {
        tags,
        summary: 'List courses with how many have passed, newest first',
        querystring: courseListQuery,
        response: { 200: pageOf(courseSummary) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit, ...filter } = request.query;
        const rows = await listCourses(tx, filter, idOf(decodeCursor('courses', cursor)), limit);
        const page = pageFrom(
          rows,
          limit,
          'courses',
          ({ id }) => [id],
          (row) => row,
        );
        return { ...page, data: await presentCourses(tx, call, page.data) };
      }),
  );

  app.post(
    '/api/v1/training/courses',
    {
      config: manage,
      schema: { tags, summary: 'Make a course', body: courseInput, response: { 201: courseShape } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await createCourse(tx, call, request.body);
        return { status: 201, version: row.version, body: await presentOne(tx, call, row) };
      }),
  );

  app.get(
    '/api/v1/training/courses/:id',
    {
      config: read,
      schema: { tags, summary: 'Get a course', params: idParams, response: { 200: courseShape } },
    },
    (request, reply) =>
      query(services, request, async (tx, call) => {
        const row = await getCourse(tx, request.params.id);
        sendVersion(reply, row.version);
        return presentOne(tx, call, row);
      }),
  );

  app.put(
    '/api/v1/training/courses/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace a course; attempts that were opened keep what they were asked',
        params: idParams,
        body: courseInput,
        response: { 200: courseShape },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await replaceCourse(tx, call, request.params.id, expectedVersion(request), request.body);
        return { version: row.version, body: await presentOne(tx, call, row) };
      }),
  );

  app.post(
    '/api/v1/training/courses/:id/assignments',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Assign a course to people and teams; anew for those who have it already',
        params: idParams,
        body: courseAssign,
        response: { 200: courseAssigned },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => ({
        body: { assigned: await assignCourse(tx, call, request.params.id, request.body) },
      })),
  );

  app.get(
    '/api/v1/training/assignments',
    {
      config: read,
      schema: {
        tags,
        summary: 'List who is to take which course and how far they are, by due day',
        querystring: assignmentListQuery,
        response: { 200: pageOf(trainingAssignment) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit, ...filter } = request.query;
        const after = assignmentKey(decodeCursor('assignments', cursor));
        const rows = await readAssignments(tx, call, filter, after, limit);
        const page = pageFrom(
          rows,
          limit,
          'assignments',
          ({ dueOn, courseId, userId }) => [dueOn, courseId, userId],
          (row) => row,
        );
        return { ...page, data: await presentAssignments(tx, page.data) };
      }),
  );

  app.get(
    '/api/v1/training/assignments/export',
    {
      config: read,
      schema: {
        tags,
        summary: 'Assignments with their progress as CSV or XLSX',
        querystring: exportQuery,
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const { format, ...filter } = request.query;
      const { type, stream } = exportAssignments(services, callOf(services, request), filter, format);
      return reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="training.${format}"`)
        .send(stream);
    },
  );

  app.get(
    '/api/v1/training/coverage',
    {
      config: read,
      schema: {
        tags,
        summary: 'Of those assigned, how many have passed, in all and by team',
        querystring: coverageQuery,
        response: { 200: trainingCoverage },
      },
    },
    (request) =>
      query(services, request, (tx, call) => readCoverage(tx, call, request.query.courseId ?? null)),
  );

  app.get(
    '/api/v1/training/settings',
    {
      config: read,
      schema: {
        tags,
        summary: 'How long people have for a course, and when they are reminded',
        response: { 200: trainingSettings },
      },
    },
    (request) => query(services, request, (tx) => readSettings(tx)),
  );

  app.put(
    '/api/v1/training/settings',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Set how long people have for a course, and when they are reminded',
        body: trainingSettings,
        response: { 200: trainingSettings },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => ({
        body: await saveSettings(tx, call, request.body),
      })),
  );
}
