namespace LeanRx.Server.Hooks;

/// <summary>The answer of a hook about a message.</summary>
/// <example><code>return MessageDecision.Accept with { Body = body.Replace("secret", "***") };</code></example>
public sealed record MessageDecision
{
    MessageDecision()
    {
    }

    /// <summary>The message is accepted as it is.</summary>
    /// <remarks>Use <c>with</c> to change it.</remarks>
    public static MessageDecision Accept { get; } = new();

    /// <summary>The message is refused: the sender gets error 4402, or 4405 for a change of a message.</summary>
    /// <param name="reason">The reason that the sender is told. Null for none.</param>
    /// <param name="code">A code of the application that the sender is told. Null for none.</param>
    public static MessageDecision Refuse(string? reason = null, int? code = null) => new() { IsRefused = true, Reason = reason, Code = code };

    /// <summary>Whether the message is refused.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>The reason that the sender is told.</summary>
    public string? Reason { get; private init; }

    /// <summary>The code of the application that the sender is told.</summary>
    public int? Code { get; private init; }

    /// <summary>The body to accept instead, base64 if <see cref="IsBinary"/>.</summary>
    /// <remarks>The type of a typed message is part of it.</remarks>
    /// <value>Null: the body of the request.</value>
    public string? Body { get; init; }

    /// <summary>Whether <see cref="Body"/> is base64 of bytes.</summary>
    /// <value>Null: as in the request.</value>
    public bool? IsBinary { get; init; }

    /// <summary>The clients that receive the message instead.</summary>
    /// <remarks>
    /// Only they and the sender can see it, in the history too. Clients that are not in the conversation get it only if they are online. In chat rooms only
    /// clients in the room get it.
    /// </remarks>
    /// <value>Null: those of the request. Empty: nobody but the sender.</value>
    public IReadOnlyList<string>? Recipients { get; init; }
}
