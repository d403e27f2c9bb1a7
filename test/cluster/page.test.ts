import { findingStories } from './page/finding.ts';
import { letterStories } from './page/letters.ts';
import { lookStories } from './page/looks.ts';
import { securityStories } from './page/security.ts';
import { onStage } from './page/stage.ts';
import { storedStories } from './page/stored.ts';
import { topicStories } from './page/topics.ts';
import { writingStories } from './page/writing.ts';

/** The page in Chromium, on one pipeline of one cluster; what a story leaves is what those after it look at. */
onStage();
findingStories();
topicStories();
storedStories();
letterStories();
lookStories();
writingStories();
securityStories();
