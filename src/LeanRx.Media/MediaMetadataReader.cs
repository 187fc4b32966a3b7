using LeanRx.Media.Internal;
using MetadataExtractor;
using MetadataExtractor.Util;

namespace LeanRx.Media;

// S23, S27, S148
/// <summary>
/// Reads width and height of images and films, and how long sounds and films play: <c>new LeanClientOptions { MetadataReader = new MediaMetadataReader(), …
/// }</c>. It knows JPEG, PNG, GIF, WebP, BMP, TIFF, HEIF, PSD, ICO, MP4, MOV, M4A, AVI, MP3 and WAV by their content, whatever they are called. Widths and
/// heights are those that are seen, after the rotation that cameras write down.
/// </summary>
/// <remarks>Safe for calls from any thread. What it cannot make out, garbage included, it leaves out and never throws for.</remarks>
public sealed class MediaMetadataReader : IFileMetadataReader
{
    /// <inheritdoc/>
    public FileMetadata? Read(Stream content, string name)
    {
        if (content is null)
            throw new ArgumentNullException(nameof(content));
        try
        {
            return Read(content);
        }
        catch (Exception)
        {
            // Garbage makes the parsers below throw whatever they stumble over. A file without metadata is a file all the same.
            return null;
        }
    }

    static FileMetadata? Read(Stream content)
    {
        var format = FileTypeDetector.DetectFileType(content);
        content.Position = 0;
        switch (format)
        {
            case FileType.Wav:
                return Of(duration: WavDuration.Read(content));
            case FileType.Mp3 or FileType.Unknown:
                // Streams of frames without a tag before them are not detected.
                return Of(duration: Mp3Duration.Read(content));
            default:
                var directories = ImageMetadataReader.ReadMetadata(content);
                var size = PictureSize.Of(directories);
                return Of(size?.Width, size?.Height, FilmDuration.Of(directories));
        }
    }

    static FileMetadata? Of(int? width = null, int? height = null, TimeSpan? duration = null) =>
        width is null && duration is null ? null : new FileMetadata { Width = width, Height = height, Duration = duration };
}
