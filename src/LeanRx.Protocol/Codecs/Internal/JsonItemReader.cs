namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Reads the object in which a reader stands, up to its end.</summary>
delegate T JsonItemReader<out T>(ref JsonFrameReader reader);
