using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The places of conversations on several nodes: each with the owner of its slot.</summary>
internal sealed class ClusterPlaces(IConversationPlace own, ClusterPort port) : IConversationPlaces
{
    readonly SlotPlace?[] _places = new SlotPlace?[Slots.Count];

    public IConversationPlace Of(Application app, string? conversationId)
    {
        var slot = Slots.Of(app.Id, conversationId ?? "");
        return _places[slot] ?? Interlocked.CompareExchange(ref _places[slot], new SlotPlace(slot, own, port), null) ?? _places[slot]!;
    }
}
