namespace LeanRx.Testing.Tests;

public class ConvergenceTests() : ConvergenceSuite(static options => options);
