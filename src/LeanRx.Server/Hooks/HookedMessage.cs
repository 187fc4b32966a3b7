using LeanRx.Protocol;

namespace LeanRx.Server.Hooks;

/// <summary>What a hook is told about a message before it is accepted or changed.</summary>
public abstract record HookedMessage
{
    private protected HookedMessage()
    {
    }

    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The kind of the conversation.</summary>
    public required ConversationKind Kind { get; init; }

    /// <summary>The sender.</summary>
    public required string From { get; init; }

    /// <summary>The body as it would be accepted, base64 if <see cref="IsBinary"/>.</summary>
    public required string Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is base64 of bytes.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Whether it mentions everybody.</summary>
    public bool MentionAll { get; init; }

    /// <summary>The clients that it mentions.</summary>
    public IReadOnlyList<string> MentionedClientIds { get; init; } = [];

    /// <summary>The clients that would receive it: the other members, or those to whom it is addressed in a service conversation.</summary>
    /// <remarks>Empty in chat rooms, for messages to a service, to all subscribers and to all clients.</remarks>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>When the request arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether an operator made the request, over REST or through the engine.</summary>
    public bool IsFromOperator { get; init; }

    /// <summary>The address of the client, if the host knows it.</summary>
    public string? RemoteAddress { get; init; }
}
