import { createTranslate } from '../../shared/strings.ts';

export const tp = createTranslate({
  'move.hint': 'Drag nodes to where they shall stay. With the keyboard: Enter takes one up, the arrows move it.',
  'move.held': '{name} is held. The arrows move it, Enter puts it down, Escape puts it back.',
  'move.moved': '{name}: {zone}, row {row}.',
  'move.left': '{name} stays in {zone}, row {row}.',
  'move.back': '{name} is back where it was.',
  'move.free': '{name} stands where the map puts it.',
  'move.undo': 'Undo',
  'move.release': 'Let go of all',
  'move.save': 'Save',
  'move.saving': 'Saving…',
  'move.saved': 'Saved as revision {revision}.',
  'move.denied': 'Not saved: that needs a token with the scope config. Until you leave, this page keeps it.',
  'move.refused': 'Not saved. {reason}',
  'move.local': 'This page alone keeps it.',
});
