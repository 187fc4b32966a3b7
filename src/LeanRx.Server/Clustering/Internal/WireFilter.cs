using LeanRx.Protocol;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>A <see cref="SeatFilter"/> as it is told to other nodes.</summary>
internal sealed record WireFilter
{
    public WireSeat? Only { get; init; }

    public WireSeat? Except { get; init; }

    public string? ExceptClient { get; init; }

    public SessionCapabilities Needs { get; init; }

    public SessionCapabilities Lacks { get; init; }

    public bool SkipsOfflineMessages { get; init; }

    public static WireFilter Read(ref ItemReader reader) => new()
    {
        Only = reader.Flag() ? WireSeat.Read(ref reader) : null,
        Except = reader.Flag() ? WireSeat.Read(ref reader) : null,
        ExceptClient = reader.OptionalText(),
        Needs = (SessionCapabilities)reader.Number(),
        Lacks = (SessionCapabilities)reader.Number(),
        SkipsOfflineMessages = reader.Flag(),
    };

    public void Write(ItemWriter writer)
    {
        writer.Flag(Only is not null);
        Only?.Write(writer);
        writer.Flag(Except is not null);
        Except?.Write(writer);
        writer.Text(ExceptClient);
        writer.Number((long)Needs);
        writer.Number((long)Lacks);
        writer.Flag(SkipsOfflineMessages);
    }
}
