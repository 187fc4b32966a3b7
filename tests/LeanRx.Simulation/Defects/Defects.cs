namespace LeanRx.Simulation;

/// <summary>The mistakes that the simulation must find.</summary>
public static class Defects
{
    /// <summary>Within how many plans each of them must be found.</summary>
    public const int Within = 100;

    /// <summary>Every defect by its name, and how to make one for a run.</summary>
    public static IReadOnlyDictionary<string, Func<Defect>> All { get; } = new Func<Defect>[]
    {
        () => new AckBeforeCommit(),
        () => new AcksAreMixedUp(),
        () => new AnswersAreTakenLate(),
        () => new CloseIsNotSent(),
        () => new CommandsNeverTimeOut(),
        () => new EditsLoseToTheirMessages(),
        () => new ErrorsAreNotHeard(),
        () => new FetchBeforeSubscribe(),
        () => new GivesUpAfterThreeRetries(),
        () => new HalfOpenIsNotNoticed(),
        () => new HeartbeatOnFirstSocketOnly(),
        () => new MentionsAreNotTold(),
        () => new MessageIsInvented(),
        () => new MessageIsMutated(),
        () => new MissedMessagesCountTwice(),
        () => new NewTokenOnResend(),
        () => new NoCatchUp(),
        () => new NothingIsRecognized(),
        () => new OlderRowsWin(),
        () => new OldSocketStaysOpen(),
        () => new OneFailedRetryIsTheEnd(),
        () => new OrderIsLost(),
        () => new OtherDevicesAreNotHeard(),
        () => new OutboxOutOfOrder(),
        () => new PushesAreIgnoredMeanwhile(),
        () => new ReadsElsewhereAreNotHeard(),
        () => new ResendIsForgotten(),
        () => new RetriesAreNotSpread(),
        () => new StreamsEndWithTheConnection(),
        () => new TokensAreNotKept(),
        () => new CursorsMoveBack(),
        () => new GivenUpNodesClaim(),
        () => new HomesAreNotRebuilt(),
        () => new KicksAreCached(),
        () => new LateRepliesAreTaken(),
        () => new LinksAreNotEmptied(),
        () => new LossesAreNotHeard(),
        () => new MissedIsAskedBeforeRegistered(),
        () => new NobodyIsFenced(),
        () => new ResentOutOfOrder(),
        () => new TokensAreNotPassedOn(),
    }.ToDictionary(make => make().GetType().Name);

    /// <summary>Plays the plans of seeds 1, 2, … until the defect is found.</summary>
    /// <returns>How many plans it took and what was found; null when <see cref="Within"/> plans found nothing.</returns>
    public static (int Plans, string Violation)? Find(Func<Defect> make)
    {
        for (var seed = 1; seed <= Within; seed++)
        {
            var defect = make();
            var violations = Simulation.Play(seed, Simulation.PlanOf(seed, defect.Nodes), defect, nodes: defect.Nodes).Violations;
            if (violations.FirstOrDefault(violation => violation.StartsWith(defect.FoundBy, StringComparison.Ordinal)) is { } violation)
                return (seed, violation);
        }
        return null;
    }
}
