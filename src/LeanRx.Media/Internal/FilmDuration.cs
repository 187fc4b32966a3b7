using System.Globalization;
using MetadataExtractor.Formats.Avi;
using MetadataExtractor.Formats.QuickTime;
using Directory = MetadataExtractor.Directory;

namespace LeanRx.Media.Internal;

/// <summary>How long a film, or a sound in a film's container, plays.</summary>
static class FilmDuration
{
    public static TimeSpan? Of(IReadOnlyList<Directory> directories)
    {
        foreach (var directory in directories)
        {
            var duration = directory switch
            {
                QuickTimeMovieHeaderDirectory => directory.GetObject(QuickTimeMovieHeaderDirectory.TagDuration),
                AviDirectory => directory.GetObject(AviDirectory.TagDuration),
                _ => null,
            };
            if (Read(duration) is { } found && found > TimeSpan.Zero)
                return found;
        }
        return null;
    }

    static TimeSpan? Read(object? value) => value switch
    {
        TimeSpan time => time,
        not null when TimeSpan.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var time) => time,
        _ => null,
    };
}
