import { z } from 'zod';
import { Metadata } from '../metadata.js';
import { Id, Instant, Priority } from '../values.js';

/** Hard limits of a template; its text is a frame, and no whole document. */
export const templateLimits = { body: 50_000, name: 60, part: 30, parts: 20, targets: 100 } as const;

/** What is to be filled in: `【填写：地点】`. Whatever of it is still there at a submission is told. */
export const placeholder = /【填写[:：][^【】]{1,60}】/gu;

export const TemplateName = z.string().trim().min(1).max(templateLimits.name);

/** What a new announcement of a kind begins with. The template that bears a category's name is that category's default. */
export const Template = z.object({
  name: TemplateName,
  category: z.string().trim().min(1).max(200),
  title: z.string().trim().max(200),
  /** HTML; the hub sanitises it. It has no pictures. */
  body: z.string().max(templateLimits.body),
  /** The name of a target set. */
  targetSet: TemplateName.optional(),
  priority: Priority.default('routine'),
  metadata: Metadata.default({}),
  /** What a text of this kind has to speak of; one of the words that a `/` divides is enough. */
  required: z.array(z.string().trim().min(1).max(templateLimits.part)).max(templateLimits.parts).default([]),
});
export type Template = z.infer<typeof Template>;

export const TemplateView = Template.extend({
  /** Those of its set that can be chosen now. */
  targetIds: z.array(Id),
  /** Names of what it names and is gone or switched off: a set, targets. */
  gone: z.array(z.string()),
  /** Absent: it came with the hub. */
  setAt: Instant.optional(),
  /** The hub has one of this name, which is back when this one is removed. */
  builtIn: z.boolean(),
});
export type TemplateView = z.infer<typeof TemplateView>;

/** 发布目标组: targets that usually go together. */
export const TargetSet = z.object({
  name: TemplateName,
  targetIds: z.array(Id).min(1).max(templateLimits.targets),
});
export type TargetSet = z.infer<typeof TargetSet>;

export const TargetSetView = TargetSet.extend({
  /** Names of those that are switched off. */
  gone: z.array(z.string()),
  setAt: Instant,
});
export type TargetSetView = z.infer<typeof TargetSetView>;

/** Templates in the order of the kinds, then by name; sets by name. */
export const TemplateBoard = z.object({
  templates: z.array(TemplateView),
  targetSets: z.array(TargetSetView),
});
export type TemplateBoard = z.infer<typeof TemplateBoard>;

export const NamedTemplate = z.object({ name: TemplateName });
export type NamedTemplate = z.infer<typeof NamedTemplate>;
