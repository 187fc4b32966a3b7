using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>A chat room of another node. Two of one room are the same.</summary>
internal sealed class RemoteRoom(Application app, string conversationId, ClusterPort port) : IRoom, IEquatable<RemoteRoom>
{
    public string ConversationId => conversationId;

    /// <summary>Nothing: its owner has taken it in.</summary>
    public void Add(ISeat seat)
    {
    }

    public void Remove(ISeat seat)
    {
        var slot = Slots.Of(app.Id, conversationId);
        // Where it is this node's own by now, the login was brought back into it, or has left.
        var telling = port.TellOwnerAsync(slot, static () => { }, () => new LeaveRoom(app.Id, WireSeat.Of(seat, port.SelfName), conversationId));
        _ = app.Services.RunAsync(telling.AsTask(), "leaving a chat room");
    }

    public bool Equals(RemoteRoom? other) => other?.ConversationId == conversationId;

    public override bool Equals(object? obj) => Equals(obj as RemoteRoom);

    public override int GetHashCode() => conversationId.GetHashCode(StringComparison.Ordinal);
}
