using LeanRx.Media.Internal;
using MetadataExtractor;
using MetadataExtractor.Util;

namespace LeanRx.Media;

// S23, S27, S148
/// <summary>Reads the width and height of images and videos, and the duration of audio and videos.</summary>
/// <remarks>
/// Set it as <c>new LeanClientOptions { MetadataReader = new MediaMetadataReader(), … }</c>. It supports JPEG, PNG, GIF, WebP, BMP, TIFF, HEIF, PSD, ICO, MP4,
/// MOV, M4A, AVI, MP3 and WAV, recognized by content. Width and height are those after the rotation that cameras record. It is thread-safe. What cannot be read
/// is left out; it never throws for malformed content.
/// </remarks>
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
