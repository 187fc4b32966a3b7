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
        port.Tell(slot, new LeaveRoom(slot, app.Id, Seat.Of(seat, port.Cluster.Self), conversationId));
    }

    public bool Equals(RemoteRoom? other) => other?.ConversationId == conversationId;

    public override bool Equals(object? obj) => Equals(obj as RemoteRoom);

    public override int GetHashCode() => conversationId.GetHashCode(StringComparison.Ordinal);
}
