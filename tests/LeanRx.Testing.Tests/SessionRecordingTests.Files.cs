using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Text;
using CsCheck;

namespace LeanRx.Testing.Tests;

public partial class SessionRecordingTests
{
    [Fact]
    [Trait("Speed", "slow")]
    public void A_recording_that_was_cut_off_anywhere_says_where()
    {
        var whole = Record();
        var events = Read().Events;
        for (var length = 0; length < whole.Length; length++)
        {
            var error = Assert.Throws<RecordingFormatException>(() => SessionRecording.Read(new MemoryStream(whole, 0, length)));
            Assert.InRange(error.Position, 0, length);
            Assert.EndsWith($"(byte {error.Position} of the recording)", error.Message);
        }
        var cut = Assert.Throws<RecordingFormatException>(() => SessionRecording.Read(new MemoryStream(whole, 0, whole.Length - 20)));
        Assert.StartsWith("The recording is cut off ", cut.Message);

        var rest = SessionRecording.Read(new MemoryStream(whole, 0, whole.Length - 20), mayBeCutOff: true);
        Assert.Equal(events.Take(rest.Events.Count).Select(it => it.ToString()), rest.Events.Select(it => it.ToString()));
        Assert.InRange(rest.Events.Count, 1, events.Count - 1);
    }

    [Fact]
    public void A_recording_of_a_newer_version_is_told_as_such()
    {
        var file = Record();
        file["LeanRx".Length] = 3;
        var error = Assert.Throws<RecordingFormatException>(() => SessionRecording.Read(new MemoryStream(file)));
        Assert.Equal("The recording was written in version 3 of the format; this library reads versions 1 to 2. Read it with a newer LeanRx.Testing. (byte " +
            "6 of the recording)", error.Message);
    }

    [Fact]
    public void What_is_no_recording_is_told_as_such()
    {
        var error = Assert.Throws<RecordingFormatException>(() => SessionRecording.Read(new MemoryStream(Encoding.UTF8.GetBytes("{\"cmd\":\"session\"}"))));
        Assert.Equal("This is no recording of LeanRx: it does not begin with its mark. (byte 0 of the recording)", error.Message);
    }

    [Fact]
    public void What_follows_the_end_is_an_error()
    {
        var file = Record();
        var error = Assert.Throws<RecordingFormatException>(() => SessionRecording.Read(new MemoryStream([.. file, 0])));
        Assert.Equal($"1 bytes follow the end of the recording. (byte {file.Length} of the recording)", error.Message);
    }

    [Fact]
    public void No_damage_makes_reading_fail_otherwise()
    {
        var file = Record();
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var damaged = file.ToArray();
            damaged[at] = value;
            try
            {
                SessionRecording.Read(new MemoryStream(damaged));
            }
            catch (RecordingFormatException)
            {
                // What must come; anything else fails the test.
            }
        }, iter: Amount.Of(some: 1000, all: 5000));
    }

    [Fact]
    public void A_file_that_cannot_be_written_costs_the_recording_and_not_the_client()
    {
        var recorder = new SessionRecorder(new FullDisk());
        var tom = _world.CreateClient("Tom", recorder.Record);
        _world.Run(tom.OpenAsync());
        Assert.IsType<IOException>(recorder.Error);
        recorder.Dispose();
    }

    [Fact]
    public void One_recorder_records_one_client()
    {
        var recorder = new SessionRecorder(_file);
        _world.CreateClient("Tom", recorder.Record);
        Assert.Throws<InvalidOperationException>(() => _world.CreateClient("Jerry", recorder.Record));
    }

    sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("The disk is full.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("The disk is full.");
    }
}
