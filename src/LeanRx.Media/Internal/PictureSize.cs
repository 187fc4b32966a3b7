using MetadataExtractor;
using MetadataExtractor.Formats.Avi;
using MetadataExtractor.Formats.Bmp;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Gif;
using MetadataExtractor.Formats.Heif;
using MetadataExtractor.Formats.Ico;
using MetadataExtractor.Formats.Jpeg;
using MetadataExtractor.Formats.Photoshop;
using MetadataExtractor.Formats.Png;
using MetadataExtractor.Formats.QuickTime;
using MetadataExtractor.Formats.WebP;
using Directory = MetadataExtractor.Directory;

namespace LeanRx.Media.Internal;

/// <summary>How large a picture is seen.</summary>
static class PictureSize
{
    const int FirstSidewaysOrientation = 5;

    public static (int Width, int Height)? Of(IReadOnlyList<Directory> directories)
    {
        (int Width, int Height)? best = null;
        foreach (var directory in directories)
            // A film has tracks without a picture, and a HEIF image has thumbnails: the largest is what is seen.
            if (Stored(directory) is { } size && (best is not { } known || (long)size.Width * size.Height > (long)known.Width * known.Height))
                best = IsSideways(directory, directories) ? (size.Height, size.Width) : size;
        return best;
    }

    static (int Width, int Height)? Stored(Directory directory) => directory switch
    {
        JpegDirectory => Pair(directory, JpegDirectory.TagImageWidth, JpegDirectory.TagImageHeight),
        PngDirectory => Pair(directory, PngDirectory.TagImageWidth, PngDirectory.TagImageHeight),
        GifHeaderDirectory => Pair(directory, GifHeaderDirectory.TagImageWidth, GifHeaderDirectory.TagImageHeight),
        WebPDirectory => Pair(directory, WebPDirectory.TagImageWidth, WebPDirectory.TagImageHeight),
        BmpHeaderDirectory => Pair(directory, BmpHeaderDirectory.TagImageWidth, BmpHeaderDirectory.TagImageHeight),
        IcoDirectory => Pair(directory, IcoDirectory.TagImageWidth, IcoDirectory.TagImageHeight),
        PsdHeaderDirectory => Pair(directory, PsdHeaderDirectory.TagImageWidth, PsdHeaderDirectory.TagImageHeight),
        HeicImagePropertiesDirectory => Pair(directory, HeicImagePropertiesDirectory.TagImageWidth, HeicImagePropertiesDirectory.TagImageHeight),
        ExifIfd0Directory => Pair(directory, ExifDirectoryBase.TagImageWidth, ExifDirectoryBase.TagImageHeight),
        QuickTimeTrackHeaderDirectory => Pair(directory, QuickTimeTrackHeaderDirectory.TagWidth, QuickTimeTrackHeaderDirectory.TagHeight),
        AviDirectory => Pair(directory, AviDirectory.TagWidth, AviDirectory.TagHeight),
        _ => null,
    };

    static (int Width, int Height)? Pair(Directory directory, int widthTag, int heightTag) =>
        // Bitmaps that begin at the top have a negative height.
        directory.TryGetInt32(widthTag, out var width) && directory.TryGetInt32(heightTag, out var height) && width > 0 && height is not (0 or int.MinValue)
            ? (width, Math.Abs(height)) : null;

    static bool IsSideways(Directory directory, IReadOnlyList<Directory> all) => directory switch
    {
        QuickTimeTrackHeaderDirectory =>
            directory.TryGetDouble(QuickTimeTrackHeaderDirectory.TagRotation, out var degrees) && Math.Abs(Math.Round(degrees)) is 90 or 270,
        JpegDirectory or ExifIfd0Directory => all.OfType<ExifIfd0Directory>()
            .Any(exif => exif.TryGetInt32(ExifDirectoryBase.TagOrientation, out var orientation) && orientation >= FirstSidewaysOrientation),
        _ => false,
    };
}
