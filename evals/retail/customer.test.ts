import { expect, test } from 'vitest';
import { customerOf } from './customer.ts';

test('an instruction becomes the customer’s own words, without what they are like', () => {
  const { opening } = customerOf(
    "Your name is Omar Anderson and your zip code is 19031. You are logical, polite. You've changed your mind: cancel order #W1 because no longer needed. ",
  );

  expect(opening).toBe(
    "My name is Omar Anderson and my zip code is 19031. I've changed my mind: cancel order #W1 because no longer needed.",
  );
});

test('what hangs on a question is kept until it is asked', () => {
  const customer = customerOf(
    'You want to return the skateboard. If the agent asks for confirmation, mention you also want to return the lamp. If the agent asks for payment, you prefer paypal.',
  );

  expect(customer.opening).toBe('I want to return the skateboard.');
  expect(customer.answer({ text: 'Which payment method?', isConfirmation: false })).toContain(
    'I prefer paypal',
  );
  expect(customer.answer({ text: 'Shall I go ahead?', isConfirmation: true })).toContain('the lamp');
  expect(customer.answer({ text: 'Shall I go ahead?', isConfirmation: true })).toBe('yes');
  expect(customer.answer({ text: 'Which order?\n1. #W1\n2. #W2', isConfirmation: false })).toBe(
    'the first one',
  );
  expect(customer.answer({ text: 'Done.', isConfirmation: false })).toBeUndefined();
});
