/** What a predicted rating is made from. */
export interface Course {
  /** How the customer's last words read, from −1 to 1. */
  feeling: number;
  /** Turns that were not understood. */
  repairs: number;
  handedOff: boolean;
}

/**
 * What a customer who gives no rating would give, from 1 to 5. A rule of thumb, not a trained model: 4 where
 * nothing speaks for or against, one more or less for how the last words read, half less for every turn that
 * was not understood (at most 1.5), half less where a person had to come.
 */
export function predictedRating({ feeling, repairs, handedOff }: Course): number {
  const rating = 4 + feeling - Math.min(1.5, repairs / 2) - (handedOff ? 0.5 : 0);
  return Math.round(Math.min(5, Math.max(1, rating)) * 10) / 10;
}
