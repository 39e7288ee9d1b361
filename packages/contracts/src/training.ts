import { z } from 'zod';
import { calendarDate, id, instant, line, pageQuery, version } from './common.ts';
import { defineEvent } from './events.ts';
import { definePermissions } from './permissions.ts';
import { surveyWords } from './survey-questions.ts';
import {
  askedQuestion,
  questionContent,
  quizAnswers,
  quizAnswerValue,
  trainingLimits,
  trainingText,
} from './training-questions.ts';

/*
 * Terms.
 *
 * course         a short lesson and a quiz; made for a version of a procedure, or by hand
 * audience       teams and roles whose people are to take a course, those who join later too
 * assignment     one person is to pass one course by a day
 * attempt        a quiz that one person opened: its questions are fixed then, and it is handed in once
 * round          the attempts that count together; a course assigned anew begins a new one
 * certification  a person has passed a course; for good, or until a day
 * coverage       of those who were assigned, how many have passed
 */

/** `needsQuestions`: made for a version, but there is nothing to ask yet, so nobody is assigned. */
export const courseStatuses = ['needsQuestions', 'ready', 'retired'] as const;
export const courseStatus = z.enum(courseStatuses);
export type CourseStatus = z.infer<typeof courseStatus>;

const courseShape = {
  name: surveyWords,
  /** Sanitised HTML by language; pictures are uploaded files or come by https. */
  lesson: trainingText(trainingLimits.lesson).default({}),
  /** Questions of the bank that the quiz draws from. */
  questionIds: z.array(id).max(trainingLimits.questions).default([]),
  /** How many are drawn for an attempt; null for all. */
  draw: z.int().min(1).max(trainingLimits.questions).nullable().default(null),
  /** Whether each attempt has an order of its own, of questions and of options. */
  shuffle: z.boolean().default(true),
  /** Share of right answers to pass, in percent. */
  passMark: z.int().min(1).max(100).default(80),
  attempts: z.int().min(1).max(20).default(3),
  /** Days from the assignment to its due day; null for the organisation's setting. */
  dueDays: z.int().min(1).max(365).nullable().default(null),
  /** Days that a certification lasts; null for good. */
  validDays: z.int().min(1).max(3_650).nullable().default(null),
  ownerId: id.nullable().default(null),
  /** A retired course is taken no more; who passed keeps the certification. */
  retired: z.boolean().default(false),
};

/** Body of create and replace. */
export const courseInput = z.strictObject(courseShape).superRefine((course, context) => {
  const { draw, questionIds } = course;
  if (draw !== null && draw > questionIds.length && questionIds.length > 0)
    context.addIssue({ code: 'custom', path: ['draw'], message: 'course_draw_too_many' });
  if (new Set(questionIds).size < questionIds.length)
    context.addIssue({ code: 'custom', path: ['questionIds'], message: 'course_question_twice' });
});
export type CourseInput = z.infer<typeof courseInput>;

/** The version of a procedure that a course is for. */
export const courseVersion = z.object({ procedureId: id, versionId: id, number: z.int(), name: z.string() });
export type CourseVersion = z.infer<typeof courseVersion>;

/** How far those are who were assigned; `overdue` counts who has not passed by the due day. */
export const coverageCounts = z.object({ assigned: z.int(), passed: z.int(), overdue: z.int() });
export type CoverageCounts = z.infer<typeof coverageCounts>;

const named = z.object({ id, name: z.string() });

export const courseSummary = z.object({
  id,
  name: surveyWords,
  status: courseStatus,
  procedure: courseVersion.nullable(),
  owner: named.nullable(),
  questions: z.int(),
  /** Of the people whom the reader may see. */
  counts: coverageCounts,
  version,
  updatedAt: instant,
});
export type CourseSummary = z.infer<typeof courseSummary>;

export const course = z.object({
  id,
  ...courseShape,
  status: courseStatus,
  procedure: courseVersion.nullable(),
  owner: named.nullable(),
  audiences: z.array(
    z.object({ teamIds: z.array(id), roles: z.array(z.string()), from: z.enum(['procedure', 'hand']) }),
  ),
  counts: coverageCounts,
  version,
  createdAt: instant,
  updatedAt: instant,
});
export type Course = z.infer<typeof course>;

export const courseListQuery = pageQuery.extend({
  search: line(100).optional(),
  status: courseStatus.optional(),
  procedureId: id.optional(),
  versionId: id.optional(),
});

/** Assign to people, and to the people of teams: those who join later too. */
export const courseAssign = z
  .strictObject({
    userIds: z.array(id).max(500).default([]),
    teamIds: z.array(id).max(200).default([]),
    /** Default: as many days from today as the course or the organisation says. */
    dueOn: calendarDate.optional(),
    /** Gives people who have it already a new round of attempts, also those who passed. */
    anew: z.boolean().default(false),
  })
  .refine(({ userIds, teamIds }) => userIds.length + teamIds.length > 0, {
    error: 'nobody_to_assign',
    path: ['userIds'],
  });
export type CourseAssign = z.infer<typeof courseAssign>;
export const courseAssigned = z.object({
  /** How many people it was assigned to; those who had it already are not counted. */
  assigned: z.int(),
});

export const assignmentStates = ['open', 'overdue', 'passed', 'failed'] as const;
/** `failed`: no attempt is left. */
export const assignmentState = z.enum(assignmentStates);
export type AssignmentState = z.infer<typeof assignmentState>;

const progress = {
  state: assignmentState,
  dueOn: calendarDate,
  attemptsUsed: z.int(),
  attempts: z.int(),
  /** The best score of this round, as a share; null without an attempt. */
  best: z.number().nullable(),
  passedAt: instant.nullable(),
  /** The last day of the certification; null where it lasts for good or was not granted. */
  until: calendarDate.nullable(),
};

export const trainingAssignment = z.object({
  course: z.object({ id, name: surveyWords }),
  user: named,
  teams: z.array(named),
  assignedAt: instant,
  remindedAt: instant.nullable(),
  ...progress,
});
export type TrainingAssignment = z.infer<typeof trainingAssignment>;

export const assignmentListQuery = pageQuery.extend({
  courseId: id.optional(),
  userId: id.optional(),
  teamId: id.optional(),
  state: assignmentState.optional(),
});

export const coverageQuery = z.strictObject({ courseId: id.optional() });
export const trainingCoverage = z.object({
  total: coverageCounts,
  teams: z.array(z.object({ team: named.nullable(), ...coverageCounts.shape })),
});
export type TrainingCoverage = z.infer<typeof trainingCoverage>;

/** One of the reader's own courses. */
export const myCourse = z.object({
  id,
  name: surveyWords,
  procedure: courseVersion.nullable(),
  questions: z.int(),
  passMark: z.int(),
  ...progress,
});
export type MyCourse = z.infer<typeof myCourse>;

export const attemptSummary = z.object({
  id,
  number: z.int(),
  openedAt: instant,
  handedInAt: instant.nullable(),
  score: z.int().nullable(),
  of: z.int(),
  passed: z.boolean().nullable(),
});
export type AttemptSummary = z.infer<typeof attemptSummary>;

/** A course as the person sees who is to take it: never with right answers. */
export const myCourseDetail = myCourse.extend({
  lesson: trainingText(trainingLimits.lesson),
  tried: z.array(attemptSummary),
});
export type MyCourseDetail = z.infer<typeof myCourseDetail>;

const asked = { id, question: askedQuestion };
/** An attempt: what is asked while it is open; what was given, right and why once it is handed in. */
export const quizAttempt = attemptSummary.extend({
  course: z.object({ id, name: surveyWords }),
  user: named,
  passMark: z.int(),
  questions: z.array(z.object(asked)),
  /** Null while the attempt is open. */
  results: z
    .array(
      z.object({
        id,
        question: questionContent,
        given: quizAnswerValue.nullable(),
        right: z.boolean(),
      }),
    )
    .nullable(),
});
export type QuizAttempt = z.infer<typeof quizAttempt>;
export const quizHandIn = z.strictObject({ answers: quizAnswers });

export const certificationStates = ['inForce', 'expired'] as const;
export const certification = z.object({
  id,
  course: z.object({ id, name: surveyWords }),
  procedure: courseVersion.nullable(),
  user: named,
  grantedAt: instant,
  until: calendarDate.nullable(),
  state: z.enum(certificationStates),
});
export type Certification = z.infer<typeof certification>;
export const certificationListQuery = pageQuery.extend({
  /** `me` for the reader's own. */
  userId: z.union([z.literal('me'), id]).optional(),
  courseId: id.optional(),
  state: z.enum(certificationStates).optional(),
});

/** Who of some people is not certified for the procedures in force on a ticket, or for a version. */
export const certifiedQuery = z
  .strictObject({
    userIds: z
      .string()
      .max(8_000)
      .transform((given) => given.split(','))
      .pipe(z.array(id).min(1).max(200)),
    ticketId: id.optional(),
    versionId: id.optional(),
  })
  .refine(({ ticketId, versionId }) => (ticketId === undefined) !== (versionId === undefined), {
    error: 'user_or_ticket_version',
    path: ['ticketId'],
  });
export const certifiedAnswer = z.object({
  /** Versions that somebody must be certified for; none where no course is ready for one. */
  versions: z.array(
    z.object({
      versionId: id,
      number: z.int(),
      name: z.string(),
      courseId: id,
      /** Of the people asked about, those without a certification in force. */
      uncertified: z.array(id),
    }),
  ),
});
export type CertifiedAnswer = z.infer<typeof certifiedAnswer>;

export const trainingSettings = z.strictObject({
  /** Days to pass a course where the course says nothing. */
  dueDays: z.int().min(1).max(365),
  /** How many days before the due day people are reminded; 0 for not at all. */
  remindBeforeDays: z.int().min(0).max(60),
});
export type TrainingSettings = z.infer<typeof trainingSettings>;
export const defaultTrainingSettings: TrainingSettings = { dueDays: 7, remindBeforeDays: 2 };

const setting = z.object({
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export const questionSaved = defineEvent('question.saved', setting);
export const courseSaved = defineEvent('course.saved', setting);
export const trainingSettingsSaved = defineEvent('trainingSettings.saved', setting);

const ofCourse = { courseId: id, courseName: z.string(), versionId: id.nullable() };

/** A course was assigned to people; subject `course`, one event for all of a batch. */
export const trainingAssigned = defineEvent(
  'training.assigned',
  z.object({
    ...ofCourse,
    userIds: z.array(id),
    dueOn: calendarDate,
    /** The people by their team; who has several counts for the first by name. */
    teams: z.array(z.object({ teamId: id.nullable(), people: z.int() })),
    anew: z.boolean(),
  }),
);
/** Assignments that a newer version of the same procedure made pointless. */
export const trainingWithdrawn = defineEvent(
  'training.withdrawn',
  z.object({ ...ofCourse, userIds: z.array(id) }),
);
export const trainingReminded = defineEvent(
  'training.reminded',
  z.object({ ...ofCourse, userId: id, dueOn: calendarDate, kind: z.enum(['before', 'overdue']) }),
);
/** A quiz was handed in. `score` of `of` answers were right. */
export const quizAttempted = defineEvent(
  'quiz.attempted',
  z.object({
    ...ofCourse,
    attemptId: id,
    userId: id,
    teamIds: z.array(id),
    score: z.int(),
    of: z.int(),
    passed: z.boolean(),
    attempt: z.int(),
  }),
);
export const certificationGranted = defineEvent(
  'certification.granted',
  z.object({
    ...ofCourse,
    certificationId: id,
    userId: id,
    teamIds: z.array(id),
    until: calendarDate.nullable(),
  }),
);
export const certificationExpired = defineEvent(
  'certification.expired',
  z.object({ ...ofCourse, certificationId: id, userId: id, teamIds: z.array(id), until: calendarDate }),
);

export const trainingEvents = [
  questionSaved,
  courseSaved,
  trainingSettingsSaved,
  trainingAssigned,
  trainingWithdrawn,
  trainingReminded,
  quizAttempted,
  certificationGranted,
  certificationExpired,
] as const;

export const trainingPermissions = definePermissions({
  'training.take': {
    words: { zh: '学习课程、参加测验', en: 'Take courses and quizzes' },
    roles: {
      owner: 'own',
      manager: 'own',
      teamLead: 'own',
      agent: 'own',
      quality: 'own',
      trainer: 'own',
      analyst: 'own',
    },
  },
  'training.read': {
    words: { zh: '查看课程、题库与学习进度', en: 'See courses, the question bank and who has passed' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', quality: 'all', trainer: 'all', analyst: 'all' },
  },
  'training.manage': {
    words: { zh: '编辑课程与题库、安排培训', en: 'Edit courses and questions, and assign training' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', trainer: 'all' },
  },
});
