package pipeline.spark; /** x. */ final class Main { private Main() {} }
