using System.Text.Json;

namespace LeanRx.Server.Hooks;

/// <summary>The answer of a hook about push notifications for a message.</summary>
/// <remarks>
/// Later hooks see it. The notifications are sent by whoever observes <see cref="MessagingEngine.PushRequests"/>, such as the package LeanRx.Server.Push.
/// </remarks>
public sealed record PushDecision
{
    PushDecision()
    {
    }

    /// <summary>The clients that have not muted the conversation are notified.</summary>
    /// <remarks>Use <c>with</c> to change it.</remarks>
    public static PushDecision Default { get; } = new();

    /// <summary>Nobody is notified, for example because the hook has done it.</summary>
    public static PushDecision Skip { get; } = new() { IsSkipped = true };

    /// <summary>Whether nobody is notified.</summary>
    public bool IsSkipped { get; private init; }

    /// <summary>The clients that are notified instead.</summary>
    /// <value>Null: those that were asked about.</value>
    public IReadOnlyList<string>? ClientIds { get; init; }

    /// <summary>What the notification says instead, an object such as <c>{"alert":"…","badge":"Increment"}</c>.</summary>
    /// <value>Null: the push data of the message, or else the default of the application.</value>
    public JsonElement? PushData { get; init; }

    /// <summary>Whether clients that have muted the conversation are notified as well.</summary>
    /// <value>False.</value>
    public bool IncludesMuted { get; init; }
}
