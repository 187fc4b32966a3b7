namespace LeanRx.Server.Hooks;

/// <summary>A conversation that is about to be created or changed: one of the records derived from this one.</summary>
public abstract record ConversationChanging
{
    private protected ConversationChanging()
    {
    }

    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The client that requests it.</summary>
    /// <value>Null for an operator.</value>
    public string? InitiatedBy { get; init; }

    /// <summary>When the request arrived.</summary>
    public required DateTimeOffset At { get; init; }
}
