using System.Text.Json;

namespace LeanRx.Server.Hooks;

/// <summary>The answer of a hook about a conversation.</summary>
public sealed record ConversationDecision
{
    ConversationDecision()
    {
    }

    /// <summary>The change is accepted as it is.</summary>
    /// <remarks>Use <c>with</c> to change it.</remarks>
    public static ConversationDecision Accept { get; } = new();

    /// <summary>The change is refused: who requested it gets error 4305.</summary>
    /// <param name="reason">The reason that the client is told. Null for none.</param>
    /// <param name="code">A code of the application that the client is told. Null for none.</param>
    public static ConversationDecision Refuse(string? reason = null, int? code = null) => new() { IsRefused = true, Reason = reason, Code = code };

    /// <summary>Whether the change is refused.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>The reason that the client is told.</summary>
    public string? Reason { get; private init; }

    /// <summary>The code of the application that the client is told.</summary>
    public int? Code { get; private init; }

    /// <summary>The columns to set instead, an object.</summary>
    /// <remarks>Ignored unless columns are asked about.</remarks>
    /// <value>Null: those of the request.</value>
    public JsonElement? Columns { get; init; }

    /// <summary>Whether to mute instead.</summary>
    /// <remarks>Ignored unless <see cref="ConversationUpdating.IsMuted"/> is asked about.</remarks>
    /// <value>Null: as in the request.</value>
    public bool? IsMuted { get; init; }
}
