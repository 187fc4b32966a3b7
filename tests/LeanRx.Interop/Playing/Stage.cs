namespace LeanRx.Interop;

/// <summary>Two clients on the way to play a scenario.</summary>
/// <param name="Actor">The one who acts.</param>
/// <param name="Other">The one who hears of it.</param>
/// <param name="Theatre">Where more clients come from.</param>
public sealed record Stage(Peer Actor, Peer Other, Theatre Theatre)
{
    readonly List<Peer> _more = [];

    /// <summary>All who play.</summary>
    public IReadOnlyList<Peer> Peers => [Actor, Other, .. _more];

    /// <summary>One more client, not logged in yet. It leaves when the scenario is over.</summary>
    public async Task<Peer> EngageAsync(Sdk sdk, string? clientId = null, Place place = Place.Shared)
    {
        var peer = await Theatre.EngageAsync(sdk, clientId, place);
        _more.Add(peer);
        return peer;
    }

    /// <summary>Sends away who came for this scenario.</summary>
    public async Task DismissAsync()
    {
        foreach (var peer in _more)
            await peer.DisposeAsync();
    }

    /// <summary>A conversation of the two, which both have entered.</summary>
    public async Task<string> MeetAsync()
    {
        var conversation = await Actor.CreateAsync([Other.ClientId]);
        await Other.HearAsync("invited", conversation);
        await Other.EnterAsync(conversation);
        return conversation;
    }

    /// <summary>What everybody was last asked, answered and told.</summary>
    public string LastLines() => string.Concat(Peers.Distinct().Select(peer => $"\n  {peer}{string.Concat(peer.LastLines.Select(line => $"\n    {line}"))}"));
}
