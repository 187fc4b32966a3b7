using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>How a message is sent.</summary>
public sealed record SendOptions
{
    LazyObject _pushData;

    /// <summary>Options of a message that is neither transient nor a will, without a receipt.</summary>
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
    /// <summary>Whether the receiver's client shall confirm it; see <c>Receipts</c>. It has an effect in conversations of two. Default false.</summary>
    public bool RequestReceipt { get; init; }

    // S144
    /// <summary>Whether it is for those online alone: not stored, not in history, not repeated after a drop. Default false.</summary>
    public bool IsTransient { get; init; }

    // protocol.md §7.4
    /// <summary>
    /// Whether it is this client's last will: the server keeps it and delivers it when the connection is lost without a logout. A login has one will, the last
    /// one counts; it is not stored, not in history, and has to be set again after a reconnection. Default false.
    /// </summary>
    public bool IsWill { get; init; }

    // protocol.md §7.4
    /// <summary>How urgent it is, in a chat room. Default: normal.</summary>
    public MessagePriority Priority { get; init; } = MessagePriority.Normal;

    // protocol.md §4.10.1
    /// <summary>
    /// What those who are offline see as a push notification, where the server has such a service (<c>pushData</c>). It counts towards the 5,120 bytes of the
    /// message. Default empty: what the server is set up for.
    /// </summary>
    [AllowNull]
    public JsonObject PushData
    {
        get => _pushData.Value;
        init => _pushData = new LazyObject(value);
    }

    internal JsonObject? GivenPushData => _pushData.Given;
}
