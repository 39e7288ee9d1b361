import type {
  Course,
  CourseAssign,
  CourseInput,
  MyCourseDetail,
  QuestionInput,
  QuizAnswers,
  QuizAttempt,
  TrainingQuestion,
  TrainingSettings,
} from '@jingyun/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';

const path = (id: string) => ({ params: { path: { id } } });
type Filter = Record<string, string>;
const paged = (filter: Filter, cursor: string | null) => ({
  params: { query: { ...filter, limit: 50, ...(cursor === null ? {} : { cursor }) } },
});

export const myCoursesQuery = queryOptions({
  queryKey: ['training', 'mine'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/training/mine'))).data,
});

export const myCourseQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'mine', id],
    queryFn: async () => (await unwrap(api.GET('/api/v1/training/mine/{id}', path(id)))) as MyCourseDetail,
  });

export const openAttempt = (courseId: string) =>
  unwrap(api.POST('/api/v1/training/mine/{id}/attempts', path(courseId))) as Promise<QuizAttempt>;

export const attemptQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'attempts', id],
    queryFn: async () => (await unwrap(api.GET('/api/v1/training/attempts/{id}', path(id)))) as QuizAttempt,
  });

export const handIn = (id: string, answers: QuizAnswers) =>
  unwrap(
    api.POST('/api/v1/training/attempts/{id}/answers', { ...path(id), body: sent({ answers }) }),
  ) as Promise<QuizAttempt>;

export const coursesQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['training', 'courses', filter],
    queryFn: ({ pageParam }) => unwrap(api.GET('/api/v1/training/courses', paged(filter, pageParam))),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const courseQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'course', id],
    queryFn: async () => (await unwrap(api.GET('/api/v1/training/courses/{id}', path(id)))) as Course,
  });

export const createCourse = (body: CourseInput) =>
  unwrap(api.POST('/api/v1/training/courses', { body: sent(body) }));

export const replaceCourse = ({ id, version }: Course, body: CourseInput) =>
  unwrap(
    api.PUT('/api/v1/training/courses/{id}', { ...path(id), body: sent(body), headers: ifMatch(version) }),
  );

export const assignCourse = (id: string, body: CourseAssign) =>
  unwrap(api.POST('/api/v1/training/courses/{id}/assignments', { ...path(id), body: sent(body) }));

export const assignmentsQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['training', 'assignments', filter],
    queryFn: ({ pageParam }) => unwrap(api.GET('/api/v1/training/assignments', paged(filter, pageParam))),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const coverageQuery = (courseId: string | null) =>
  queryOptions({
    queryKey: ['training', 'coverage', courseId],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/training/coverage', { params: { query: courseId === null ? {} : { courseId } } }),
      ),
  });

export const questionsQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['training', 'questions', filter],
    queryFn: ({ pageParam }) => unwrap(api.GET('/api/v1/training/questions', paged(filter, pageParam))),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** Questions of the bank by id; those of a course. */
export const questionsByIdQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['training', 'questions', 'by-id', ids],
    queryFn: async () => {
      const query = { ids: ids.join(','), limit: 200 };
      const { data } = await unwrap(api.GET('/api/v1/training/questions', { params: { query } }));
      return data as TrainingQuestion[];
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });

export const createQuestion = (body: QuestionInput) =>
  unwrap(api.POST('/api/v1/training/questions', { body: sent(body) })) as Promise<TrainingQuestion>;

export const replaceQuestion = ({ id, version }: TrainingQuestion, body: QuestionInput) =>
  unwrap(
    api.PUT('/api/v1/training/questions/{id}', { ...path(id), body: sent(body), headers: ifMatch(version) }),
  ) as Promise<TrainingQuestion>;

export const settingsQuery = queryOptions({
  queryKey: ['training', 'settings'],
  queryFn: () => unwrap(api.GET('/api/v1/training/settings')),
});

export const saveSettings = (body: TrainingSettings) =>
  unwrap(api.PUT('/api/v1/training/settings', { body }));

/** Who of some people is not certified for what is in force on a ticket. Under the ticket's key: it follows its changes. */
export const certifiedQuery = (ticketId: string, userIds: readonly string[]) =>
  queryOptions({
    queryKey: ['ticket', ticketId, 'certified', userIds],
    queryFn: async () => {
      const query = { ticketId, userIds: userIds.join(',') };
      return (await unwrap(api.GET('/api/v1/training/certified', { params: { query } }))).versions;
    },
    enabled: userIds.length > 0,
    staleTime: 60_000,
  });
