namespace LeanRx.Server.Events;

/// <summary>Something that has happened in an engine: one of the records of this namespace.</summary>
public abstract record ServerEvent
{
    private protected ServerEvent()
    {
    }

    /// <summary>The application in which it happened.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>When it happened, by the clock of the engine.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about: events with the same subject are told in order.</summary>
    internal abstract string Subject { get; }
}
