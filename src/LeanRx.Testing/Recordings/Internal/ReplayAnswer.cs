namespace LeanRx.Testing.Recordings.Internal;

/// <summary>A question that was recorded, and its answer; null where none came.</summary>
sealed record ReplayAnswer(TimeSpan AskedAt, SessionEvent? Answer)
{
    /// <summary>The questions of one kind. There is never more than one at a time: a question without an answer was given up before the next.</summary>
    public static IReadOnlyList<ReplayAnswer> Find(IReadOnlyList<SessionEvent> events, SessionEventKind asked, SessionEventKind answered,
        SessionEventKind failed)
    {
        var found = new List<ReplayAnswer>();
        foreach (var what in events)
        {
            if (what.Kind == asked)
                found.Add(new ReplayAnswer(what.At, null));
            else if ((what.Kind == answered || what.Kind == failed) && found is [.., { Answer: null } last])
                found[^1] = last with { Answer = what };
        }
        return found;
    }

    /// <summary>What the question failed with.</summary>
    public static Exception ErrorOf(SessionEvent failure) =>
        failure.Code > 0 ? new ServerRejectedException(failure.Code, null, failure.Failure) : new ConnectionLostException(failure.Failure!, null);
}
