using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>The options of a send.</summary>
public sealed record SendOptions
{
    LazyObject _pushData;

    /// <summary>Initializes the default options.</summary>
    public SendOptions()
    {
    }

    SendOptions(SendOptions original)
    {
        RequestReceipt = original.RequestReceipt;
        IsTransient = original.IsTransient;
        IsWill = original.IsWill;
        Priority = original.Priority;
        _pushData = original._pushData.Copy();
    }

    // S143
    /// <summary>Requests a delivery receipt.</summary>
    /// <remarks>Honoured in two-person conversations only. See <see cref="Conversation.Receipts"/>.</remarks>
    /// <value>False.</value>
    public bool RequestReceipt { get; init; }

    // S144
    /// <summary>Whether the message is for online members only: not stored, not in history, not sent again after a lost connection.</summary>
    /// <value>False.</value>
    public bool IsTransient { get; init; }

    // protocol.md §7.4
    /// <summary>Whether the message is this client's last will, which the server delivers when the connection is lost without a logout.</summary>
    /// <remarks>
    /// A login has one will, the last one sent. It is not stored and not in history, and must be sent again after a reconnect.
    /// </remarks>
    /// <value>False.</value>
    public bool IsWill { get; init; }

    // protocol.md §7.4
    /// <summary>The urgency in a chat room.</summary>
    /// <value><see cref="MessagePriority.Normal"/>.</value>
    public MessagePriority Priority { get; init; } = MessagePriority.Normal;

    // protocol.md §4.10.1
    /// <summary>The push notification for offline members, if the server supports push (<c>pushData</c>).</summary>
    /// <remarks>
    /// It counts towards the 5,120 bytes of the message.
    /// </remarks>
    /// <value>Empty: the default of the server.</value>
    [AllowNull]
    public JsonObject PushData
    {
        get => _pushData.Value;
        init => _pushData = new LazyObject(value);
    }

    internal JsonObject? GivenPushData => _pushData.Given;
}
