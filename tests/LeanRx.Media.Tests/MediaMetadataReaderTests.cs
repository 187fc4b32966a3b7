using CsCheck;

namespace LeanRx.Media.Tests;

/// <summary>What files say of themselves (S23, S27, S148).</summary>
public class MediaMetadataReaderTests
{
    static readonly MediaMetadataReader Reader = new();

    static FileMetadata? Read(byte[] bytes) => Reader.Read(new MemoryStream(bytes), "whatever");

    static TimeSpan? DurationOf(byte[] bytes) => Read(bytes)?.Duration;

    [Fact]
    public void Images_tell_their_width_and_height()
    {
        Assert.Equal(new FileMetadata { Width = 1024, Height = 768 }, Read(SampleFiles.Png(1024, 768)));
        Assert.Equal(new FileMetadata { Width = 320, Height = 200 }, Read(SampleFiles.Gif(320, 200)));
        Assert.Equal(new FileMetadata { Width = 640, Height = 480 }, Read(SampleFiles.Jpeg(640, 480, orientation: 1)));
    }

    [Fact]
    public void A_photograph_taken_sideways_is_as_wide_as_it_is_seen() =>
        Assert.Equal(new FileMetadata { Width = 480, Height = 640 }, Read(SampleFiles.Jpeg(640, 480, orientation: 6)));

    [Fact]
    public void Films_tell_their_size_and_how_long_they_play()
    {
        Assert.Equal(new FileMetadata { Width = 1280, Height = 720, Duration = TimeSpan.FromSeconds(168) }, Read(SampleFiles.Mp4(1280, 720, 168)));
        Assert.Equal(new FileMetadata { Width = 720, Height = 1280, Duration = TimeSpan.FromSeconds(2.5) },
            Read(SampleFiles.Mp4(1280, 720, 2.5, isSideways: true)));
    }

    [Fact]
    public void A_sound_in_the_container_of_a_film_has_a_duration_alone() =>
        Assert.Equal(new FileMetadata { Duration = TimeSpan.FromSeconds(26.5) }, Read(SampleFiles.Mp4(0, 0, 26.5)));

    [Fact]
    public void Sounds_tell_how_long_they_play()
    {
        Assert.Equal(TimeSpan.FromSeconds(1.5), DurationOf(SampleFiles.Wav(1.5)));
        Assert.Equal(TimeSpan.FromSeconds(0.25), DurationOf(SampleFiles.Wav(0.25, hasNote: true)));
        Assert.Equal(TimeSpan.FromSeconds(100 * 417 * 8 / 128_000d), DurationOf(SampleFiles.Mp3(100)));
    }

    [Fact]
    public void Titles_and_covers_in_a_sound_do_not_count_as_sound()
    {
        var plain = DurationOf(SampleFiles.Mp3(100));
        Assert.NotNull(plain);
        Assert.Equal(plain, DurationOf(SampleFiles.Mp3(100, hasTag: true)));
        Assert.Equal(plain, DurationOf(SampleFiles.Mp3(100, hasOldTag: true)));
    }

    [Fact]
    public void A_sound_of_variable_bit_rate_plays_as_long_as_its_frames() =>
        Assert.Equal(TimeSpan.FromSeconds(5_000 * 1152 / 44_100d), DurationOf(SampleFiles.Mp3(100, countWritten: 5_000)));

    [Theory]
    [InlineData("")]
    [InlineData("a text about nothing")]
    [InlineData("\u0089PNG\r\n")]
    [InlineData("RIFF????WAVE")]
    [InlineData("ID3")]
    public void Garbage_has_no_metadata(string text) => Assert.Null(Read(System.Text.Encoding.Latin1.GetBytes(text)));

    static readonly byte[][] Samples =
        [SampleFiles.Png(3, 2), SampleFiles.Gif(3, 2), SampleFiles.Jpeg(3, 2, 6), SampleFiles.Mp4(3, 2, 1), SampleFiles.Wav(0.01),
        SampleFiles.Mp3(3, hasTag: true, countWritten: 9)];

    [Fact]
    public void No_damage_to_a_file_makes_the_reader_throw() =>
        Gen.Select(Gen.Int[0, Samples.Length - 1], Gen.Int[0, 10_000], Gen.Byte, Gen.Int[0, 10_000])
            .Sample((sample, at, value, cut) =>
            {
                var damaged = (byte[])Samples[sample].Clone();
                damaged[at % damaged.Length] = value;
                Read(damaged[..(cut % damaged.Length)]);
                Read(damaged);
            });
}
