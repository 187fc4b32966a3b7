namespace LeanRx.Interop;

/// <summary>Two clients on the way to play a scenario.</summary>
/// <param name="Actor">The one who acts.</param>
/// <param name="Other">The one who hears of it.</param>
/// <param name="Theatre">Where more clients come from.</param>
public sealed record Stage(Peer Actor, Peer Other, Theatre Theatre)
{
    /// <summary>A conversation of the two, which both have entered.</summary>
    public async Task<string> MeetAsync()
    {
        var conversation = await Actor.CreateAsync([Other.ClientId]);
        await Other.HearAsync("invited", conversation);
        await Other.EnterAsync(conversation);
        return conversation;
    }
}
