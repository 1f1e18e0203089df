import { PROGRESS_COLUMNS } from './columns';

describe('the columns of the progress report', () => {
  it('begin as the contract says', () => {
    expect(
      PROGRESS_COLUMNS.slice(0, 21)
        .map(({ name }) => name)
        .join(' '),
    ).toBe(
      'code kind indicator_code area_code as_of status light data_status value value_at qualifier completion ' +
        'progress_share time_share planned gap_value gap_points pace_index slack_days forecast forecast_outlook',
    );
  });
});
