namespace LeanRx.Cli.Importing.Reporting;

/// <summary>What became of the rows of one kind.</summary>
sealed class RowTally
{
    public long Created { get; set; }

    public long Updated { get; set; }

    public long Known { get; set; }

    public long Kept { get; set; }

    public long Refused { get; set; }

    public void Count(RowOutcome outcome)
    {
        switch (outcome)
        {
            case RowOutcome.Created:
                Created++;
                break;
            case RowOutcome.Updated:
                Updated++;
                break;
            case RowOutcome.Known:
                Known++;
                break;
            case RowOutcome.Kept:
                Kept++;
                break;
            case RowOutcome.None:
                break;
        }
    }
}
